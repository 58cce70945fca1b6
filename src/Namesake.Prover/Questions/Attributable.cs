using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;
using Namesake.Prover.Languages;
using Namesake.Prover.Pairs;

namespace Namesake.Prover.Questions;

/// <summary>
/// The question about a role: can two different callers get one session name, and one source identity or none? The
/// policies become clauses; each pair of clauses is proved or refuted; docs/semantics.md has the formulation.
/// </summary>
public static class Attributable
{
    /// <summary>So many Denys are left out in turn to see whether the proof needs them.</summary>
    private const int MostDenials = 8;

    public static RoleAnswer Ask(ParsedPolicy parsed) => Ask(parsed, PolicySet.Of, Assumptions.None);

    /// <param name="parsed">The trust policy as read.</param>
    /// <param name="set">Puts the organization's policies beside it.</param>
    /// <param name="assumptions">What is known beside the policies.</param>
    public static RoleAnswer Ask(ParsedPolicy parsed, Func<PolicyDocument, PolicySet> set, Assumptions assumptions)
    {
        if (parsed.Document is { } policy && !parsed.HasErrors) return Ask(set(policy), assumptions);
        var fault = parsed.Diagnostics.First(d => d.Severity == Severity.Error);
        return RoleAnswer.Unknown($"unknown-{fault.Code}", $"the policy was not understood: {fault.Message}", fault.Place);
    }

    public static RoleAnswer Ask(PolicySet policies, Assumptions assumptions)
    {
        var effort = new Effort(Effort.Usual);
        var answer = Decide(policies, assumptions, effort);
        return answer.Verdict is Verdict.Attributable or Verdict.Federated ? answer with { Needed = Needed(policies, assumptions, answer, effort) } : answer;
    }

    private static RoleAnswer Decide(PolicySet policies, Assumptions assumptions, Effort effort)
    {
        var read = ClauseReader.Read(policies, effort);
        if (read.Kinds.IsEmpty) return new RoleAnswer(Verdict.Closed, null, [], null, "no statement lets anybody assume the role", "closed-no-way", policies.Trust.Place);
        var live = read.Clauses.Where(c => !IsNameless(c, effort)).ToImmutableArray();
        read = read with { Obstacles = [.. read.Obstacles, .. read.Clauses.Except(live).Select(Nameless)], Clauses = live };
        var withUserIds = policies.Statements.SelectMany(s => s.Conditions)
            .Any(t => KeyCatalogue.Is(t.Key.Text, Kinship.UserId) || t.Matchers.SelectMany(ResolvedTemplates.VariablesOf).Any(v => KeyCatalogue.Is(v, Kinship.UserId)));
        var requests = new RequestSearch(policies, new Callers(read.Domains, assumptions.People, withUserIds), assumptions.IdentifyingKeys, effort);
        return new Answering(policies, read, requests, new Judge(live, requests, assumptions.IdentifyingKeys, effort)).Answer();
    }

    private static ImmutableArray<Statement> Needed(PolicySet policies, Assumptions assumptions, RoleAnswer answer, Effort effort)
    {
        var denials = policies.Statements.Where(s => s.Effect == Effect.Deny).Take(MostDenials)
            .Where(d => Decide(Without(policies, d), assumptions, effort) is var other && (other.Verdict != answer.Verdict || other.Carrier != answer.Carrier));
        return [.. answer.Needed, .. denials];
    }

    private static PolicySet Without(PolicySet policies, Statement denial)
    {
        return policies with
        {
            Trust = Spared(policies.Trust),
            ServiceControls = [.. policies.ServiceControls.Select(Spared)],
            ResourceControls = [.. policies.ResourceControls.Select(Spared)],
        };

        PolicyDocument Spared(PolicyDocument policy) => policy with { Statements = [.. policy.Statements.Where(s => !ReferenceEquals(s, denial))] };
    }

    /// <summary>Whether no session name, or no source identity that must be given, fits the clause at all.</summary>
    private static bool IsNameless(Clause clause, Effort effort) =>
        IsNameless(clause, KeyCatalogue.SessionName, effort) || (clause.Form.SourceIdentity && IsNameless(clause, KeyCatalogue.SourceIdentity, effort));

    /// <summary>No pattern to pass, and at most one tie, of letters that names have and not too long.</summary>
    private static bool ObviouslyFits(Clause clause, NameDemand demand)
    {
        if (!demand.Language.IsFree || !clause.Name.IsFree || demand.Ties.Length > 1) return false;
        if (demand.Ties is not [var tie]) return true;
        return tie.Variables.All(v => v.Key == clause.NameKey)
            && tie.Parts.OfType<LiteralPart>().All(p => p.Text.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) < 0)
            && tie.Parts.Sum(p => p switch { LiteralPart l => l.Text.Length, AnyRunPart => 0, _ => 1 }) <= StsAdmission.MaxNameLength;
    }

    private static Obstacle Nameless(Clause clause)
    {
        var last = clause.Met.LastOrDefault(o => o.MustHold && ForgeableWords.IsNameTest(o.Test));
        return new Obstacle(clause.Kind, clause.Entrance, last.Test is null ? null : last, StsAdmission.ActionFor(clause.Kind));
    }

    private static bool IsNameless(Clause clause, string nameKey, Effort effort) =>
        !ObviouslyFits(clause, clause.Of(nameKey)) && new PairProof(clause, clause, nameKey, [], effort).FitsNone();
}
