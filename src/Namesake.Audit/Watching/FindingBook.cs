using System.Collections.Immutable;
using Namesake.Audit.Rules;

namespace Namesake.Audit.Watching;

/// <summary>The open findings, by their ids. Each round is held against it and makes the next one.</summary>
public sealed record FindingBook(ImmutableSortedDictionary<string, OpenFinding> Open)
{
    public static readonly FindingBook Empty = new(ImmutableSortedDictionary.Create<string, OpenFinding>(StringComparer.Ordinal));

    /// <summary>What a round changes. The same round again changes nothing.</summary>
    /// <param name="found">What it found.</param>
    /// <param name="scope">What it looked at: a finding outside of it that was not found again stays open.</param>
    /// <param name="now">When it was, in milliseconds since 1970.</param>
    /// <returns>The book after it, and the changes in the order of the findings' ids.</returns>
    public (FindingBook After, ImmutableArray<FindingChange> Changes) Take(IEnumerable<Finding> found, FindingScope scope, long now)
    {
        var round = Joined(found);
        var after = Open.ToBuilder();
        var changes = new List<FindingChange>();
        foreach (var (id, finding) in round)
        {
            var known = Open.GetValueOrDefault(id);
            after[id] = new OpenFinding(finding, known?.Since ?? now, now);
            if (known is null) changes.Add(new FindingChange(ChangeKind.New, finding, now, now));
        }
        foreach (var (id, gone) in Open.Where(o => !round.ContainsKey(o.Key) && (scope.Covers(o.Value.Finding) || scope.HasLapsed(o.Value))))
        {
            after.Remove(id);
            if (scope.Covers(gone.Finding) || !IsPast(gone)) changes.Add(new FindingChange(ChangeKind.Resolved, gone.Finding, gone.Since, now));
        }
        return (new FindingBook(after.ToImmutable()), [.. changes.OrderBy(c => c.Finding.Id, StringComparer.Ordinal)]);
    }

    // What was done stays done: nobody mended it, and nobody is told that.
    private static bool IsPast(OpenFinding open) => open.Finding.Subject.Kind is SubjectKind.Session or SubjectKind.Event;

    // One role may stand in several inputs with several policies: the worst of what is found counts.
    private static SortedDictionary<string, Finding> Joined(IEnumerable<Finding> found)
    {
        var joined = new SortedDictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var finding in found)
            if (!joined.TryGetValue(finding.Id, out var other) || finding.Severity > other.Severity)
                joined[finding.Id] = finding;
        return joined;
    }
}
