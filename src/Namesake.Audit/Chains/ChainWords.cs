using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>Chains in a person's words.</summary>
internal static class ChainWords
{
    private const int MostNamed = 3;

    public static string ToldBy(Carrier? carrier) => carrier switch
    {
        Carrier.SourceIdentity => "told by the source identity, which lasts through the chain",
        Carrier.SoleCaller => "told, for only one of them can come",
        _ => "told by the session name, at every step",
    };

    public static string LostAt(string role, Loss loss, bool isFirst) => loss switch
    {
        Loss.FreeNames => $"lost at {role}, which lets {(isFirst ? "them" : "sessions")} choose any",
        Loss.SharedNames => $"lost at {role}, where others may bear the same",
        Loss.SourceIdentities => $"lost at {role}, where others arrive with the same source identities or none",
        _ => $"perhaps lost at {role}: whether it tells its callers apart is not proved",
    };

    public static string Sentence(ImmutableArray<Arrival> arrivals, Telling worst)
    {
        if (worst == Telling.Nobody) return "nobody arrives";
        var those = arrivals.Where(a => a.Telling == worst).ToList();
        // One sentence says one thing: those who share the first one's fate.
        var alike = those.Where(a => a.LostAt == those[0].LostAt && a.Reason == those[0].Reason && Through(a) == Through(those[0])).ToList();
        var who = Listed([.. alike.Select(a => $"{a.Origin}").Distinct(StringComparer.Ordinal)]);
        var fate = worst switch
        {
            Telling.Services => "",
            Telling.Told => $"; they are {those[0].Reason}",
            _ => $"; their names are {those[0].Reason}",
        };
        var more = those.Count - alike.Count;
        return $"{who} {(those[0].IsCertain ? "arrive" : "may arrive")}{Through(those[0])}{fate}{(more > 0 ? $" (and {more} more)" : "")}";
    }

    private static string Through(Arrival arrival) =>
        arrival.Path.Length == 1 ? "" : $" through {Listed([.. arrival.Path.SkipLast(1).Select(p => p[(p.LastIndexOf('/') + 1)..])])}";

    private static string Listed(ImmutableArray<string> names) => names.Length switch
    {
        1 => names[0],
        <= MostNamed => $"{string.Join(", ", names[..^1])} and {names[^1]}",
        _ => $"{string.Join(", ", names[..MostNamed])} and {names.Length - MostNamed} more",
    };
}
