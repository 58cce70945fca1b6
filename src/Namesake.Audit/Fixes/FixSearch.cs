using System.Collections.Immutable;
using System.Text;
using Namesake.Audit.Findings;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>The search for one role.</summary>
internal sealed class FixSearch
{
    private readonly Role _role;
    private readonly SourceText _text;
    private readonly PolicyDocument _trust;
    private readonly RoleFinding _finding;
    private readonly Premises _premises;
    private readonly ImmutableArray<Statement> _targets;
    private readonly Candidates _candidates;
    private readonly Liveness _liveness;
    private readonly ImmutableArray<CallerKind> _open;
    private bool _locksOut;
    private int? _tooLong;

    public FixSearch(Role role, SourceText text, PolicyDocument trust, RoleFinding finding, Premises premises)
    {
        (_role, _text, _trust, _finding, _premises) = (role, text, trust, finding, premises);
        _open = [.. finding.Answer!.Callers.Where(c => c.Verdict != Verdict.Closed).Select(c => c.Kind)];
        _targets = [.. trust.Statements.Where(LetsPersonsIn)];
        _candidates = new Candidates(trust, new PolicyEditor(text), _targets);
        _liveness = new Liveness(new Entrances(role, premises), trust);
    }

    public FixOutcome Run(Carrier? carrier)
    {
        var loose = Loose();
        foreach (var name in RightNames.For(_trust, _targets, _open, _premises.IdentifyingKeys, carrier))
            foreach (var candidate in Ways(name, loose))
                if (Proved(candidate) is { } proposal)
                    return candidate.ByDeny ? proposal : Smaller(name, candidate) ?? proposal;
        return _tooLong is { } characters ? NoFixWords.TooLong(_finding, characters) : NoFixWords.Afterwards(_finding, _targets, _open, _locksOut);
    }

    /// <summary>The statements that let users or role sessions assume the role.</summary>
    private static bool LetsPersonsIn(Statement statement) =>
        statement is { Effect: Effect.Allow, Principal: { } principal } && statement.Action?.Matches(StsAdmission.AssumeRole) == true
        && principal.Principals.Any(p => p is AccountPrincipal or IdentityPrincipal or RolePrincipal or Everyone { OfType: null or "AWS" });

    /// <summary>Those of them that are not right by themselves: all, where each is and only together they are not.</summary>
    private ImmutableArray<Statement> Loose()
    {
        var alone = StatementAudit.Run(_role, _premises).ToDictionary(f => f.Statement.Index, f => f.Alone?.Verdict);
        ImmutableArray<Statement> loose = [.. _targets.Where(t => alone.GetValueOrDefault(t.Index) is not (Verdict.Attributable or Verdict.Closed))];
        return loose.IsEmpty ? _targets : loose;
    }

    // The fewest statements touched first; of as many, a condition before a Deny, whose proof may rest on a reading of IAM.
    private IEnumerable<Candidate> Ways(RightName name, ImmutableArray<Statement> loose)
    {
        var byAllow = new[] { _candidates.ByAllow(name, loose), loose.Length < _targets.Length ? _candidates.ByAllow(name, _targets) : null };
        var byDeny = new[] { _candidates.ByDeny(name, loose), loose.Length < _targets.Length ? _candidates.ByDeny(name, _targets) : null };
        return byAllow.Concat(byDeny).OfType<Candidate>().OrderBy(c => c.Edited.Length + (c.ByDeny ? 1 : 0));
    }

    /// <summary>The proposal, where the prover and the search for requests that still pass confirm the candidate.</summary>
    private Proposal? Proved(Candidate candidate)
    {
        var newText = TextEdit.Apply(_text.Utf8.Span, candidate.Edits);
        var parsed = PolicyParser.Parse(SourceText.OfString(newText, _role.Place.File), PolicyKind.Trust);
        // INVARIANT: nothing is offered that the prover has not proved, on the very text that is offered.
        var answer = Attributable.Ask(parsed, trust => _premises.Around(trust, _role), _premises.For(_role));
        if (answer.Verdict != Verdict.Attributable || parsed.Document is not { } changed) return null;
        if (_liveness.After(changed, candidate.Name) is not { } passages)
        {
            _locksOut = true;
            return null;
        }
        if (Quota.CharactersOf(newText) is var characters and > Quota.Most)
        {
            // The shortest of them says most.
            _tooLong = Math.Min(_tooLong ?? characters, characters);
            return null;
        }
        var way = new FixWay(answer.Carrier ?? candidate.Name.Carrier, candidate.Name.Demand, candidate.ByDeny);
        return new Proposal(
            _role, Encoding.UTF8.GetString(_text.Utf8.Span), newText, TextEdit.Ordered(candidate.Edits), way,
            new FixProof(_finding.Answer!, answer, passages), FixNotes.Of(candidate, _trust, _liveness, _premises, newText)) { NewPolicy = changed };
    }

    /// <summary>The same with fewer statements edited, where that is enough.</summary>
    private Proposal? Smaller(RightName name, Candidate candidate)
    {
        Proposal? best = null;
        var kept = candidate.Edited;
        foreach (var one in candidate.Edited)
        {
            if (kept.Length == 1) break;
            var fewer = kept.Remove(one);
            if (_candidates.ByAllow(name, [.. _targets.Where(t => fewer.Contains(t.Index))]) is not { } smaller || Proved(smaller) is not { } proposal) continue;
            (best, kept) = (proposal, fewer);
        }
        return best;
    }
}
