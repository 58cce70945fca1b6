using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Today;

/// <summary>
/// Asks who can assume a role now: the question of the trust policy, put for the users and roles that exist and whose
/// own policies let them. A narrower question than whether somebody ever could.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
public sealed class TodayAudit(IdentityListing listing)
{
    /// <summary>Each caller is compared with each: of more than so many, a clash is only looked for among the first.</summary>
    private const int MostCompared = 100;

    private readonly ExistingIdentities _existing = new(listing.All);

    /// <summary>The answer; null where the role's ARN is not known or the input lists no identities.</summary>
    public TodayAnswer? Ask(Role role)
    {
        if (listing.All.IsEmpty || !Arn.TryParse(role.Arn, out var arn)) return null;
        if (role.TrustPolicy.HasErrors || role.TrustPolicy.Document is not { } document)
        {
            var faults = role.TrustPolicy.Diagnostics.Where(d => d.Severity == Severity.Error).ToImmutableArray();
            return new TodayAnswer([], Verdict.Unknown, null, null, $"the trust policy was not understood: {faults[0].Message}", [], faults);
        }
        var trust = new TodayTrust(document, arn, _existing);
        var search = new CallerSearch(trust, arn);
        var found = search.Find();
        var callers = found.Select(f => f.Caller).ToImmutableArray();
        var outside = Outsiders.Of(document, _existing);
        var gaps = Gaps(trust.Entrances);
        if (callers.IsEmpty) return new TodayAnswer([], Verdict.Closed, null, null, $"no user or role of the input can assume it today{TodayWords.Besides(outside)}", outside, gaps);
        var answer = Compare(document, search, found);
        return new TodayAnswer(callers, answer.Verdict, answer.Carrier, answer.Witness, $"{TodayWords.Count(callers)} can assume it today: {answer.Reason}{TodayWords.Besides(outside)}", outside, gaps);
    }

    private static RoleAnswer Compare(PolicyDocument document, CallerSearch search, ImmutableArray<FoundCaller> found)
    {
        var known = found.Where(f => f.Caller.Certainty >= Certainty.Conditional).ToImmutableArray();
        var whole = found.Length > MostCompared ? Attributable.Ask(PolicySet.Of(document), Assumptions.None) : null;
        // What holds of everybody who could holds of those who can.
        if (whole?.Carrier is not null) return whole;
        var ofKnown = search.Ask([.. known.Take(MostCompared)]);
        if (known.Length > 0 && ofKnown.Verdict == Verdict.Forgeable) return ofKnown;
        if (found.Length > MostCompared)
            return RoleAnswer.Unknown("unknown-many-callers", $"no two of the first {MostCompared} clash, and {found.Length} are too many to compare them all", null);
        if (known.Length == found.Length) return ofKnown;
        var ofAll = search.Ask(found);
        return ofAll.Verdict == Verdict.Forgeable
            ? RoleAnswer.Unknown("unknown-perhaps", $"some of them only perhaps can, and if they can then two clash: {ofAll.Reason}", ofAll.Place)
            : ofAll;
    }

    private ImmutableArray<Diagnostic> Gaps(IEnumerable<Entrance> entrances)
    {
        var ofCallers = entrances.Where(e => e.Certainty == Certainty.Undecided).Select(e => e.Identity).Distinct<IamIdentity>(ReferenceEqualityComparer.Instance)
            .SelectMany(i => i.Boundary is null ? i.Policies : i.Policies.Add(i.Boundary))
            .SelectMany(p => p.Policy.Diagnostics)
            .Where(d => d.Severity == Severity.Error);
        var missing = new Diagnostic(Severity.Error, "identities-incomplete", "part of the authorization details is missing or was not read: there may be further callers", null);
        return [.. ofCallers.Distinct(), .. listing.IsWhole ? (Diagnostic[])[] : [missing]];
    }
}
