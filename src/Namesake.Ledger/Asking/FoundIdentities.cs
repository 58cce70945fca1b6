using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>
/// Finds the identities that a filter asks for. The narrow tables decide; of the facts only those are counted that belong to an
/// identity which was also in use outside of the time asked for.
/// </summary>
internal static class FoundIdentities
{
    public static List<AnsweredIdentity> Find(CurrentAnswers answers, Filter filter)
    {
        var segments = answers.Snapshot.Segments.Where(s => s.Events > 0 && filter.Touches(s.From, s.To) && (filter.Segment ?? s.Number) == s.Number);
        var (conditions, parameters) = (new List<string> { "d.events > 0" }, new List<(string, object?)>());
        Describe(filter, (condition, values) =>
        {
            conditions.Add(condition);
            foreach (var value in values)
                if (!parameters.Contains(value))
                    parameters.Add(value);
        });
        return Within(answers.Snapshot, answers.Ask(segments, conditions, [.. parameters]), filter);
    }

    private static void Describe(Filter filter, Action<string, ReadOnlySpan<(string, object?)>> add)
    {
        if (filter.Since is { } since) add("d.last >= $since", [("since", since)]);
        if (filter.Until is { } until) add("d.first < $until", [("until", until)]);
        if (filter.Person is { } person) add(PersonForms.Condition, [("names", person.Names.ToList()), ("exact", person.Exact.ToList())]);
        if (filter.Role is { } role) add($"(lower({IdentityFields.RoleName}) = $role OR lower({IdentityFields.RoleArn}) = $role)", [("role", role.ToLowerInvariant())]);
        if (filter.Account is { } account) add("d.account = $account", [("account", account)]);
        if (filter.SessionName is { } name) add($"lower({IdentityFields.SessionName}) = $name", [("name", name.ToLowerInvariant())]);
        if (filter.SessionArn is { } arn) add("d.arn = $arn", [("arn", arn)]);
        if (filter.AccessKey is { } key) add("d.access_key = $key", [("key", key)]);
        if (filter.Evidence is { } evidence) add("a.evidence = $evidence", [("evidence", (byte)evidence)]);
        if (filter.Contradicted) add("a.contradiction IS NOT NULL", []);
        if (filter.OnlyVarying) add("a.varies", []);
        if (filter.Address is { } address)
            add($"d.number IN (SELECT f.identity FROM {{s}}.facts f WHERE f.address IN (SELECT t.number FROM {{s}}.addresses t WHERE t.text = $address){TimesOf(filter)})", [("address", address), .. Parameters(filter)]);
    }

    /// <summary>The condition that a fact is of the time asked for.</summary>
    public static string TimesOf(Filter filter) => $"{(filter.Since is null ? "" : " AND f.time >= $since")}{(filter.Until is null ? "" : " AND f.time < $until")}";

    /// <summary>The parameters of <see cref="TimesOf"/>.</summary>
    public static IEnumerable<(string Name, object? Value)> Parameters(Filter filter)
    {
        if (filter.Since is { } since) yield return ("since", since);
        if (filter.Until is { } until) yield return ("until", until);
    }

    private static List<AnsweredIdentity> Within(Snapshot snapshot, List<AnsweredIdentity> found, Filter filter)
    {
        var cut = found.Where(i => !filter.Covers(i.First, i.Last)).ToList();
        if (cut.Count == 0) return found;
        var facts = new FactQuery(snapshot, cut.Select((identity, i) => (identity.Place, i)), filter);
        var counted = facts.Ask(
            "count(*), min(f.time), max(f.time)", " GROUP BY f.identity", "",
            (row, i, _) => cut[i] with { Events = row.GetInt64(2), First = row.GetInt64(3), Last = row.GetInt64(4) });
        return [.. found.Where(i => filter.Covers(i.First, i.Last)), .. counted];
    }
}
