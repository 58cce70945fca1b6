using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>A demand that no request of some callers meets: why a statement lets nobody in.</summary>
/// <param name="Kind">Whom the statement was for.</param>
/// <param name="Statement">The statement; null where none allows the action.</param>
/// <param name="Obligation">The condition that cannot be met; null for a Deny without conditions, or where the action is not allowed.</param>
/// <param name="Action">The action that it was about.</param>
internal sealed record Obstacle(CallerKind Kind, Statement? Statement, Obligation? Obligation, string Action);

/// <summary>The clauses of a set of policies, and what stood in the way of others.</summary>
internal sealed record ClauseSet(ImmutableArray<Clause> Clauses, ImmutableArray<Obstacle> Obstacles, ImmutableArray<CallerKind> Kinds, CallerDomains Domains);

/// <summary>Turns policies into clauses: a bounded disjunctive form, widened where it would grow too large.</summary>
internal sealed class ClauseReader
{
    /// <summary>The kinds of caller that the analysis asks about.</summary>
    public static readonly ImmutableArray<CallerKind> Kinds =
        [CallerKind.IamUser, CallerKind.RoleSession, CallerKind.Service, CallerKind.Saml, CallerKind.WebIdentity];

    /// <summary>Beyond so many clauses of one domain further demands are forgotten.</summary>
    private const int MostClauses = 64;

    private readonly PolicySet _policies;
    private readonly CallerDomains _domains;
    private readonly ImmutableArray<RequestForm> _forms;
    private readonly List<Obstacle> _obstacles = [];
    private readonly Effort _effort;

    private ClauseReader(PolicySet policies, Effort effort)
    {
        _effort = effort;
        _policies = policies;
        _domains = new CallerDomains(policies);
        var tags = policies.Statements.SelectMany(s => s.Conditions).Any(MentionsTags);
        _forms = tags ? [new(false, false), new(true, false), new(false, true), new(true, true)] : [new(false, false), new(true, false)];
    }

    public static ClauseSet Read(PolicySet policies, Effort effort)
    {
        var reader = new ClauseReader(policies, effort);
        var kinds = ImmutableArray.CreateBuilder<CallerKind>();
        var clauses = ImmutableArray.CreateBuilder<Clause>();
        foreach (var kind in Kinds)
        {
            var action = StsAdmission.ActionFor(kind);
            var domains = reader._domains.Of(kind).Where(d => reader.Allows(policies.Trust.Statements, d, action).Any()).ToList();
            if (domains.Count == 0) continue;
            kinds.Add(kind);
            foreach (var domain in domains)
                foreach (var form in reader._forms)
                    clauses.AddRange(reader.Of(domain, form));
        }
        return new ClauseSet(clauses.ToImmutable(), [.. reader._obstacles], kinds.ToImmutable(), reader._domains);
    }

    private IEnumerable<Clause> Of(CallerDomain domain, RequestForm form)
    {
        var clauses = new List<Clause> { Finishing.Begin(domain, form, _domains.Partitions) };
        foreach (var action in Actions(domain.Kind, form))
            foreach (var (statements, mustAllow) in _policies.LayersFor(domain.Kind))
            {
                if (clauses.Count == 0) return [];
                if (mustAllow) clauses = Allowed(clauses, statements, domain, action);
                clauses = NotDenied(clauses, statements, domain, action);
            }
        var finished = clauses.Select(c => (Draft: c, Clause: Finishing.End(c, _effort))).ToList();
        foreach (var (draft, _) in finished.Where(f => f.Clause is null))
            _obstacles.Add(new Obstacle(domain.Kind, draft.Entrance, draft.Met.LastOrDefault(o => o.MustHold) is { Test: not null } last ? last : null, StsAdmission.ActionFor(domain.Kind)));
        return finished.Select(f => f.Clause).OfType<Clause>();
    }

    private static IEnumerable<string> Actions(CallerKind kind, RequestForm form)
    {
        yield return StsAdmission.ActionFor(kind);
        if (form.SourceIdentity) yield return StsAdmission.SetSourceIdentity;
        if (form.Tags) yield return StsAdmission.TagSession;
    }

    private List<Clause> Allowed(List<Clause> clauses, ImmutableArray<Statement> layer, CallerDomain domain, string action)
    {
        var allows = Allows(layer, domain, action).ToList();
        if (allows.Count == 0) _obstacles.Add(new Obstacle(domain.Kind, null, null, action));
        return Choose(clauses, allows.Select(s => new Choice(s, [.. s.Conditions.Select(t => new Obligation(t, MustHold: true))])).ToList(), domain, action);
    }

    private List<Clause> NotDenied(List<Clause> clauses, ImmutableArray<Statement> layer, CallerDomain domain, string action)
    {
        foreach (var denial in layer.Where(s => s.Effect == Effect.Deny && SpeaksOf(s, domain, action)))
        {
            if (denial.Conditions.IsEmpty) _obstacles.Add(new Obstacle(domain.Kind, denial, null, action));
            clauses = Choose(clauses, denial.Conditions.Select(t => new Choice(denial, [new Obligation(t, MustHold: false)])).ToList(), domain, action);
        }
        return clauses;
    }

    /// <summary>Each clause with one of the choices; where one of them asks for nothing new, the others need no looking at.</summary>
    private List<Clause> Choose(List<Clause> clauses, List<Choice> choices, CallerDomain domain, string action)
    {
        var chosen = new List<Clause>();
        foreach (var clause in clauses)
        {
            var mine = new List<Clause>();
            foreach (var choice in choices)
            {
                var taken = Take(clause, choice, domain, action);
                mine.AddRange(taken);
                if (!taken.Exists(t => t.IsAsWideAs(clause))) continue;
                mine = [taken.First(t => t.IsAsWideAs(clause))];
                break;
            }
            chosen.AddRange(mine);
            // INVARIANT: forgetting a choice only lets more in, so that what is proved without it stays true.
            if (chosen.Count > MostClauses) return [.. clauses.SelectMany(c => choices[0].Obligations.Take(1).SelectMany(o => Draft.Forget(c, o)).DefaultIfEmpty(c))];
        }
        return chosen;
    }

    private List<Clause> Take(Clause clause, Choice choice, CallerDomain domain, string action)
    {
        var entered = choice.Statement.Effect == Effect.Allow && clause.Entrance is null ? clause with { Entrance = choice.Statement } : clause;
        var taken = new List<Clause> { entered };
        foreach (var obligation in choice.Obligations)
        {
            var next = taken.SelectMany(c => Meet(c, obligation)).ToList();
            if (next.Count == 0)
            {
                _obstacles.Add(new Obstacle(domain.Kind, choice.Statement, obligation, action));
                return [];
            }
            if (next.Count <= MostClauses) taken = next;
            else taken = [.. taken.SelectMany(c => Draft.Forget(c, obligation))];
        }
        return taken;
    }

    private static IEnumerable<Clause> Meet(Clause clause, Obligation obligation)
    {
        if (clause.Met.Contains(obligation)) return [clause];
        if (clause.Met.Contains(obligation with { MustHold = !obligation.MustHold })) return [];
        return Draft.With(clause, obligation).Select(c => ReferenceEquals(c, clause) ? c : c with { Met = c.Met.Add(obligation) });
    }

    private IEnumerable<Statement> Allows(ImmutableArray<Statement> layer, CallerDomain domain, string action) =>
        layer.Where(s => s.Effect == Effect.Allow && SpeaksOf(s, domain, action));

    private bool SpeaksOf(Statement statement, CallerDomain domain, string action) =>
        statement.Action?.Matches(action) == true && domain.IsOf(statement.Principal) && _policies.SpeaksOfRole(statement);

    private static bool MentionsTags(ConditionTest test) =>
        StsAdmission.IsSessionTag(test.Key.Text) || test.Matchers.SelectMany(ResolvedTemplates.VariablesOf).Any(StsAdmission.IsSessionTag);


    private sealed record Choice(Statement Statement, ImmutableArray<Obligation> Obligations);
}
