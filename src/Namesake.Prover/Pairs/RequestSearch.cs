using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;
using Namesake.Prover.Languages;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Pairs;

/// <summary>Makes requests out of clauses: one that is admitted, or two that refute. The evaluator has the last word on each.</summary>
/// <param name="policies">The policies.</param>
/// <param name="callers">Makes callers.</param>
/// <param name="identifying">Keys that the operator declares to name a person.</param>
/// <param name="effort">What it may cost.</param>
internal sealed class RequestSearch(PolicySet policies, Callers callers, ImmutableArray<string> identifying, Effort effort)
{
    private const int MostTries = 600;
    private const int MostRequests = 12;
    private const int MostVariables = 4;
    private const int EffortOfTry = 60;
    private const int EffortOfNames = 400;

    public Request? Example(Clause clause)
    {
        var tries = 0;
        var names = new PairProof(clause, clause, KeyCatalogue.SessionName, identifying, effort).Fitting();
        var identities = clause.Form.SourceIdentity ? new PairProof(clause, clause, KeyCatalogue.SourceIdentity, identifying, effort).Fitting() : [];
        foreach (var (name, identity) in NamePairs(clause, clause, names, identities))
            foreach (var request in Requests(clause, name, identity))
            {
                if (StsAdmission.Admits(policies, request)) return request;
                effort.Spend(EffortOfTry);
                if (++tries > MostTries || effort.IsSpent) return null;
            }
        return null;
    }

    /// <summary>Two admitted requests of different callers with one session name, of which the source identity does not tell either.</summary>
    /// <param name="first">The clause of one.</param>
    /// <param name="second">The clause of the other.</param>
    /// <param name="sessionNames">Session names to try beside the lifelike ones.</param>
    /// <param name="sourceIdentities">Source identities to try.</param>
    public Witness? Witness(Clause first, Clause second, IEnumerable<string> sessionNames, IEnumerable<string> sourceIdentities)
    {
        var tries = 0;
        foreach (var (name, identity) in NamePairs(first, second, sessionNames, sourceIdentities))
        {
            // Most pairs are refuted by the first callers that come to mind.
            var others = new Remembered<Request>(Requests(second, name, second.Form.SourceIdentity ? identity : null).Take(MostRequests));
            foreach (var request in Requests(first, name, first.Form.SourceIdentity ? identity : null).Take(MostRequests))
                foreach (var other in others)
                {
                    if (AreTwo(request, other) && Replay.Witness.Confirm(policies, request, other) is { } witness) return witness;
                    effort.Spend(EffortOfTry);
                    if (++tries > MostTries || effort.IsSpent) return null;
                }
        }
        return null;
    }

    private bool AreTwo(Request first, Request second)
    {
        if (first.Caller.IsSameAs(second.Caller)) return false;
        // No two users, and no two roles, have one unique id.
        if (first.Caller.Kind == CallerKind.RoleSession && RoleOf(first) != RoleOf(second) && IdOf(first) is { } id && id == IdOf(second)) return false;
        var keys = first.Caller.Kind == CallerKind.IamUser && second.Caller.Kind == CallerKind.IamUser ? identifying.Add(Kinship.UserId) : identifying;
        return !keys.Any(k => first.Context.TryGetValue(k, out var a) && second.Context.TryGetValue(k, out var b) && a.Values.SequenceEqual(b.Values, StringComparer.Ordinal));
    }

    private static string? RoleOf(Request request) => RequestContext.Of(request).PrincipalArn;

    private static string? IdOf(Request request) =>
        request.Context.TryGetValue(Kinship.UserId, out var id) ? id.Values[0].Split(':')[0] : null;

    private IEnumerable<(string Name, string? Identity)> NamePairs(Clause first, Clause second, IEnumerable<string> sessionNames, IEnumerable<string> sourceIdentities)
    {
        var names = Likely(first, second, KeyCatalogue.SessionName).Concat(sessionNames).Distinct(StringComparer.Ordinal).Take(48);
        if (!first.Form.SourceIdentity && !second.Form.SourceIdentity)
        {
            foreach (var name in names) yield return (name, null);
            yield break;
        }
        var identities = Likely(first, second, KeyCatalogue.SourceIdentity).Concat(sourceIdentities).Distinct(StringComparer.Ordinal).Take(32).ToList();
        foreach (var name in names)
            foreach (var identity in identities)
                yield return (name, identity);
    }

    /// <summary>Names that read well: what the ties make of alice and bob, what the tests spell, the shortest that pass.</summary>
    private IEnumerable<string> Likely(Clause first, Clause second, string nameKey)
    {
        if (effort.IsSpent) return [];
        effort.Spend(EffortOfNames);
        var ties = first.Of(nameKey).Ties.Concat(second.Of(nameKey).Ties).ToList();
        var both = first.Of(nameKey).Language with { Filters = [.. first.Of(nameKey).Language.Filters, .. second.Of(nameKey).Language.Filters] };
        var spelled = ties.SelectMany(t => t.Variables).Where(v => CallerFacts.Of(first, v.Key) is FreeKey || CallerFacts.Of(second, v.Key) is FreeKey)
            .SelectMany(v => FreeKeys.Spelled(first, v.Key).Concat(FreeKeys.Spelled(second, v.Key)));
        var made = ties.Concat(first.Of(nameKey).Hints).Concat(second.Of(nameKey).Hints).SelectMany(t => Filled(t, [.. Fillings(first), .. Fillings(second), .. spelled.Take(4)]));
        return (ties.Count == 0 && first.Of(nameKey).Hints.IsEmpty && second.Of(nameKey).Hints.IsEmpty ? both.Words(3, ignoreCase: true, callers.Names) : made.Concat(both.Words(2, ignoreCase: true, callers.Names))).Where(both.Accepts);
    }

    private IEnumerable<string> Fillings(Clause clause) =>
        clause.OneName is { } one ? [one] : clause.Name.IsFree ? callers.Names.Take(2) : clause.Name.Words(2, clause.Kind != CallerKind.WebIdentity, callers.Names);

    private static IEnumerable<string> Filled(TextTemplate tie, List<string> names)
    {
        var between = string.Concat(tie.Parts.OfType<LiteralPart>().Select(p => p.Text));
        if (between.Length > 4) between = between[..1];
        var variables = tie.Variables.Count();
        foreach (var name in names)
        {
            // Texts that hold what lies between the parts can be read in two ways.
            string[] doubled = [$"{name}{between}{name}", $"a{between}b", $"{name}{between}a{between}{name}"];
            var rigid = string.Concat(Enumerable.Repeat(name, variables));
            string[] runs = tie.Parts.Any(p => p is AnyRunPart) ? ["", $"a{between}b", "a", .. doubled, $"{between}{rigid}", rigid, .. names] : [""];
            foreach (var run in runs) yield return With(_ => name, run);
            for (var i = 0; i < Math.Min(variables, MostVariables) && variables + runs.Length > 2; i++)
                foreach (var value in doubled)
                    yield return With(at => at == i ? value : name, runs.Length > 1 ? "a" : "");
            if (variables > 1)
                foreach (var value in doubled)
                    yield return With(_ => value, "x");
        }

        string With(Func<int, string> variable, string run)
        {
            var at = 0;
            return string.Concat(tie.Parts.Select(p => p switch
            {
                LiteralPart { Text: var text } => text,
                VariablePart { Key: var key } when KeyCatalogue.Is(key, Kinship.UserId) => "AIDACKCEVSQ6C2EXAMPLE",
                VariablePart { Key: var key } when TiePattern.IsAccount(key) => "777788889999",
                VariablePart => variable(at++),
                AnyOnePart => "x",
                _ => run,
            }));
        }
    }

    /// <summary>Requests of the clause with these names, their context filled in as the tests ask.</summary>
    private IEnumerable<Request> Requests(Clause clause, string name, string? identity)
    {
        if (clause.SessionName.Language.Accepts(name) && (identity is null || clause.SourceIdentity.Language.Accepts(identity)))
            foreach (var bindings in BindingsOf(clause, name, identity))
                foreach (var caller in callers.Of(clause, bindings))
                    if (Complete(clause, caller, name, identity, bindings) is { } request)
                        yield return request;
    }

    private IEnumerable<ImmutableDictionary<string, string>> BindingsOf(Clause clause, string name, string? identity)
    {
        var known = Bindings.None.SetItem(KeyCatalogue.SessionName, name);
        if (identity is not null) known = known.SetItem(KeyCatalogue.SourceIdentity, identity);
        var byName = Bindings.Of(clause.SessionName.Ties, name, known, most: 8, Accepts, effort, out _);
        return identity is null ? byName : byName.SelectMany(b => Bindings.Of(clause.SourceIdentity.Ties, identity, b, most: 8, Accepts, effort, out _)).Take(16);

        bool Accepts(string key, string value) => key != clause.NameKey || clause.OneName is not null || clause.Name.Filters.Any(f => f.Patterns.Any(p => p.HasVariables || p.IgnoreCase)) || clause.Name.Accepts(value) || clause.SessionName.Ties.Any(t => t.IgnoreCase) || clause.SourceIdentity.Ties.Any(t => t.IgnoreCase);
    }

    private static Request? Complete(Clause clause, ConcreteCaller made, string name, string? identity, ImmutableDictionary<string, string> bindings)
    {
        if (clause.Kind == CallerKind.Saml && made.Caller.UserName != name) return null;
        var context = made.Context;
        foreach (var (key, value) in bindings)
        {
            if (key == clause.NameKey || CallerFacts.Of(clause, key) is not FreeKey) continue;
            if (!KeyCatalogue.MayBeGiven(key, clause.Kind)) return null;
            context = context.SetItem(key, ContextValue.Of(value));
        }
        return FreeKeys.Solve(clause, new Request(StsAdmission.ActionFor(clause.Kind), made.Caller, name, identity, context));
    }
}
