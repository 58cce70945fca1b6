using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>
/// Tests on <c>aws:userid</c>: a user's unique id (AIDA…), or a role's (AROA…), a colon and the session's own name.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable</remarks>
internal static class UserIdTests
{
    public static IEnumerable<Clause> With(Clause clause, Obligation obligation, bool wanted)
    {
        var (templates, other) = Draft.Templates(clause, obligation.Test);
        if (other || !wanted) return templates.Count == 0 && !other ? [clause] : Draft.Forget(clause, obligation);
        return templates.SelectMany(t => clause.Kind == CallerKind.IamUser ? OfUser(clause, t) : OfSession(clause, t))
            .Select(c => c with { Loose = c.Loose.Add(obligation) });
    }

    private static IEnumerable<Clause> OfUser(Clause clause, TextTemplate template)
    {
        // The ids of users hold neither a colon nor lower-case letters.
        if (!template.IgnoreCase && template.Parts.OfType<LiteralPart>().Any(p => p.Text.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)))) yield break;
        if (template.Parts is not [LiteralPart { Text: var id }]) yield return clause;
        else if (clause.UniqueId is null || string.Equals(clause.UniqueId, id, StringComparison.OrdinalIgnoreCase)) yield return clause with { UniqueId = id.ToUpperInvariant() };
    }

    private static IEnumerable<Clause> OfSession(Clause clause, TextTemplate template)
    {
        var own = Filter.After([template], wanted: true, a => a.Step(a.AfterAnything(a.Start), ':'));
        var narrowed = clause with { Name = clause.Name.With(own) };
        if (template.Parts is [LiteralPart { Text: var first }, ..] && first.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
        {
            var id = first[..colon].ToUpperInvariant();
            if (narrowed.UniqueId is { } known && known != id) yield break;
            narrowed = narrowed with { UniqueId = id };
        }
        // "*:${sts:RoleSessionName}": the session keeps its name.
        yield return template.Parts is [.., LiteralPart { Text: var before }, VariablePart { Key: var key }] && before.EndsWith(':') && CallerNameTests.IsName(key)
            ? CallerNameTests.Tied(narrowed, key, new TextTemplate([new VariablePart(Clause.OwnSessionName, null)], template.IgnoreCase))
            : narrowed;
    }
}
