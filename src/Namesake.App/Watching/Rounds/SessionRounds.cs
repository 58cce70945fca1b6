using System.Collections.Immutable;
using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Audit.Watching;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.App.Watching.Rounds;

/// <summary>
/// Asks rules about the sessions of the ledger, those of the last month: what was done with a credential, and by whom. A finding
/// about a session that is older than that is forgotten, untold: nobody mended anything.
/// </summary>
internal sealed class SessionRounds(LedgerFolder folder, TimeProvider clock)
{
    public const int Days = 30;

    private static readonly ImmutableArray<IRule> Rules = [new SecondHandName(), new UnattributableUse()];

    private static readonly ImmutableHashSet<string> Codes = [.. Rules.Select(r => r.Code)];

    /// <returns>Null where the ledger is empty.</returns>
    /// <exception cref="Ledger.LedgerException">It is damaged.</exception>
    public Round? Run()
    {
        var times = Manifest.Load(folder.Path).Segments.Where(s => s.Events > 0).Select(s => s.To).ToList();
        using var reader = LedgerReader.TryOpen(folder);
        if (reader is null || times.Count == 0) return null;
        var now = clock.GetUtcNow();
        var since = Retention.KeptSince(times.Max(), now, Days);
        var sessions = Ledger.Asking.Sessions.Find(reader, Filter.None with { Since = since }, int.MaxValue).Rows.Select(Of).ToImmutableArray();
        var found = BuiltInRules.Run(Rules, new RuleFacts(DateOnly.FromDateTime(now.UtcDateTime)) { Sessions = sessions });
        var roles = sessions.Select(s => s.RoleArn).OfType<string>().Select(Subjects.OfRole);
        var seen = sessions.Select(Subjects.Of).Concat(roles).Select(SubjectKey.Of).ToImmutableHashSet();
        var lapsed = now.ToUnixTimeMilliseconds() - (long)TimeSpan.FromDays(Days).TotalMilliseconds;
        return new Round(found, new FindingScope(false, seen, [], []) { Codes = Codes, LapsedBefore = lapsed }, [], 0);
    }

    private static SessionFact Of(SessionRow row) => new(
        row.AccessKey, null, row.Role, row.Account, row.SessionName, row.Person?.Label, row.Evidence, row.Contradiction,
        row.Kind == SessionKind.Workload || row.Workload is not null || row.Person is { Type: "AWSService" }, row.First, row.Last);
}
