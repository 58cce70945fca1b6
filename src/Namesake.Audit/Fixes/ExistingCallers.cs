using System.Collections.Immutable;
using Namesake.Audit.Today;
using Namesake.Policy.Model;

namespace Namesake.Audit.Fixes;

/// <summary>Adds to proposals whom of the existing users and roles they shut out, where the input lists these.</summary>
public static class ExistingCallers
{
    private const int MostNamed = 5;

    /// <param name="proposal">The proposal.</param>
    /// <param name="today">Who can assume roles now.</param>
    public static Proposal Consider(Proposal proposal, TodayAudit today)
    {
        if (today.Ask(proposal.Role) is not { } before) return proposal;
        var after = today.Ask(proposal.Role with { TrustPolicy = new ParsedPolicy(proposal.NewPolicy, []) });
        var left = after!.Callers.Select(c => (c.Identity, c.Session)).ToHashSet();
        var lost = before.Callers.Where(c => !left.Contains((c.Identity, c.Session))).Select(c => $"{c.Identity}").ToImmutableArray();
        if (lost.IsEmpty) return proposal;
        var named = string.Join(", ", lost.Take(MostNamed)) + (lost.Length > MostNamed ? $" and {lost.Length - MostNamed} more" : "");
        return proposal with { Notes = proposal.Notes.Add(new FixNote("existing-callers-shut-out", $"of those who can assume it today these no longer could: {named}; give them another role first")) };
    }
}
