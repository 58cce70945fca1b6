using System.Collections.Immutable;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Integrity;

namespace Namesake.Ledger.Asking;

/// <summary>Sessions of the ledger whose issuing event it lacks, and what is known of the logs that would have it.</summary>
/// <param name="Account">The sessions' account.</param>
/// <param name="Region">Where they were used first; null where the events do not say.</param>
/// <param name="From">The hour in which they were issued at the earliest, in milliseconds since 1970.</param>
/// <param name="Until">The end of the hour in which they were issued at the latest.</param>
/// <param name="State">Proved where no gap can have their issuing events.</param>
/// <param name="Code">Why the logs are not proved.</param>
/// <param name="Where">The Region whose logs are not.</param>
/// <param name="Sessions">How many there are.</param>
public sealed record GapRow(string Account, string? Region, long From, long Until, CoverageState State, string? Code, string? Where, int Sessions);

/// <summary>Places the sessions without issuing event into the gaps of the logs, in the order of account, Region and time.</summary>
public static class Gaps
{
    private const long Hour = 3_600_000;

    /// <param name="reader">The ledger.</param>
    /// <param name="completeness">What was verified of its logs.</param>
    /// <param name="time">Only sessions that were in use then.</param>
    /// <param name="limit">How many rows are shown at most.</param>
    public static Listing<GapRow> Find(LedgerReader reader, Completeness completeness, Filter time, int limit)
    {
        var missing = Sessions.Group(FoundIdentities.Find(reader.Answers, time)).Where(IsMissing).ToList();
        var regions = RegionsOf(reader, missing, time);
        var rows = missing.Select((s, i) => RowOf(s, regions[i], completeness)).OfType<GapRow>().GroupBy(r => r).Select(g => g.Key with { Sessions = g.Count() })
            .OrderBy(r => r.Account, StringComparer.Ordinal).ThenBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.From).ThenBy(r => r.Until).ThenByDescending(r => r.State)
            .ThenBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.Where, StringComparer.Ordinal).ToImmutableArray();
        return new Listing<GapRow>([.. rows.Take(limit)], rows.Length);
    }

    // A session that came of a grant has no issuing event.
    private static bool IsMissing(SessionGroup session) =>
        session.Best is { Identity.IsSession: true, Evidence: Evidence.EnforcedName or Evidence.ClaimedName or Evidence.None } && session.Identities.All(i => i.Granted is null);

    private static GapRow? RowOf(SessionGroup session, string? region, Completeness completeness)
    {
        if (IssuingHours.Of(session.Best.Identity, session.First, region) is not { } hours) return null;
        var missing = hours.In(completeness);
        return new GapRow(hours.Account, region, hours.From / Hour * Hour, (hours.Until + Hour - 1) / Hour * Hour, missing.State, missing.Code, missing.Where, 1);
    }

    private static string?[] RegionsOf(LedgerReader reader, List<SessionGroup> sessions, Filter time)
    {
        var facts = new FactQuery(reader.Snapshot, sessions.SelectMany((s, i) => s.Identities.Select(u => (u.Place, i))), time);
        var words = new EventWords(reader.Snapshot, facts.Segments);
        var regions = new (long Time, string? Region)[sessions.Count];
        Array.Fill(regions, (long.MaxValue, null));
        foreach (var (owner, region, first) in facts.Ask("f.place, min(f.time)", " GROUP BY f.identity, f.place", "", (row, owner, segment) => (owner, words.Of(segment).Place(row.GetInt32(2)).Region, row.GetInt64(3))))
            if ((first, region).CompareTo(regions[owner]) < 0) regions[owner] = (first, region);
        return [.. regions.Select(r => r.Region)];
    }
}
