using System.Collections.Immutable;
using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Asking;

/// <summary>An identity at the end of chains, or a person with all those that were declared to be his.</summary>
/// <param name="Person">What he is called.</param>
/// <param name="Origins">His identities.</param>
/// <param name="Roles">The ARNs of the roles through which he acted.</param>
/// <param name="Sessions">How many credentials he used.</param>
/// <param name="Kinds">How he got at them.</param>
/// <param name="Events">What he did, counted.</param>
/// <param name="First">When he was first seen, in milliseconds since 1970.</param>
/// <param name="Last">When he was last seen.</param>
/// <param name="Addresses">Where from.</param>
/// <param name="Strongest">The strongest evidence that he is behind one of them.</param>
/// <param name="Weakest">The weakest.</param>
/// <param name="Contradictions">How many sessions bear a name that the keys contradict.</param>
public sealed record PersonRow(
    string Person, ImmutableArray<Origin> Origins, ImmutableArray<string> Roles, int Sessions, ImmutableArray<SessionKind> Kinds, long Events,
    long First, long Last, AddressList Addresses, Evidence Strongest, Evidence Weakest, int Contradictions);

/// <summary>The people of a ledger, in the order of their names.</summary>
public static class People
{
    /// <param name="reader">The ledger.</param>
    /// <param name="filter">Which.</param>
    /// <param name="aliases">Who was declared to be one person.</param>
    /// <param name="limit">How many are shown at most.</param>
    public static Listing<PersonRow> Find(LedgerReader reader, Filter filter, Aliases aliases, int limit)
    {
        var people = Group(FoundIdentities.Find(reader.Answers, filter), aliases);
        var shown = people.OrderBy(p => p.Label, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Key, StringComparer.Ordinal).Take(limit).ToList();
        var addresses = AddressBook.Of(reader, shown.SelectMany((p, i) => p.Identities.Select(u => (u.Place, i))), shown.Count, filter);
        var kinds = new SessionKinds(reader, shown.SelectMany(p => p.Identities));
        return new Listing<PersonRow>([.. shown.Select((p, i) => p.ToRow(kinds, addresses[i]))], people.Count);
    }

    private static Dictionary<string, PersonGroup>.ValueCollection Group(IEnumerable<AnsweredIdentity> identities, Aliases aliases)
    {
        var people = new Dictionary<string, PersonGroup>(StringComparer.Ordinal);
        var keys = new Dictionary<Origin, (string Key, string? Declared)>();
        foreach (var identity in identities)
        {
            if (identity.Origin is not { } origin) continue;
            if (!keys.TryGetValue(origin, out var of)) keys[origin] = of = aliases.PersonOf(origin) is { } declared ? ($"declared {declared.ToLowerInvariant()}", declared) : (KeyOf(origin), null);
            if (!people.TryGetValue(of.Key, out var person)) people[of.Key] = person = new PersonGroup(of.Key, of.Declared);
            person.Add(identity, origin);
        }
        return people.Values;
    }

    // An Identity Center user's ARN is his store's: only with his id does it name him. One known by his name alone stays apart.
    private static string KeyOf(Origin origin) => origin switch
    {
        { Type: "IdentityCenterUser", PrincipalId: { } id } => $"IdentityCenterUser {origin.Arn} {id}",
        { Type: not "IdentityCenterUser", Arn: { } arn } => $"{origin.Type} {arn}",
        { Type: not "IdentityCenterUser", PrincipalId: { } id } => $"{origin.Type} {id}",
        _ => $"{origin.Type} {origin.InvokedBy} {origin.UserName} {origin.Account}",
    };
}

/// <summary>What one person did.</summary>
internal sealed class PersonGroup(string key, string? declared)
{
    private readonly List<AnsweredIdentity> _identities = [];
    private readonly HashSet<Origin> _origins = [];

    public string Key { get; } = key;

    public IReadOnlyList<AnsweredIdentity> Identities => _identities;

    public string Label => field ??= declared ?? (_origins.FirstOrDefault(o => o.UserName is not null) ?? _origins.First()).Label;

    public void Add(AnsweredIdentity identity, Origin origin)
    {
        _identities.Add(identity);
        _origins.Add(origin);
    }

    public PersonRow ToRow(SessionKinds kinds, AddressList addresses)
    {
        var sessions = Asking.Sessions.Group(_identities);
        return new PersonRow(
            Label, [.. _origins.OrderBy(o => o.Type, StringComparer.Ordinal).ThenBy(o => o.Arn, StringComparer.Ordinal).ThenBy(o => o.Label, StringComparer.Ordinal).ThenBy(o => o.Account, StringComparer.Ordinal)],
            [.. _identities.Select(i => i.Identity.RoleArn).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], sessions.Count,
            [.. sessions.Select(s => kinds.Of(s.Identities)).Distinct().Order()], _identities.Sum(i => i.Events), _identities.Min(i => i.First), _identities.Max(i => i.Last),
            addresses, _identities.Min(i => i.Evidence), _identities.Max(i => i.Evidence), sessions.Count(s => s.Identities.Any(i => i.Contradiction is not null)));
    }
}
