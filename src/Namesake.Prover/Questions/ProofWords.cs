using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Questions;

/// <summary>What carries the identity, in a person's words.</summary>
internal static class ProofWords
{
    public static string Reason(List<Clause> clauses, Carrier carrier)
    {
        if (carrier == Carrier.SoleCaller) return $"{WhoOf(clauses[0])} is the only caller that can assume the role";
        var what = carrier == Carrier.SessionName ? "session name" : "source identity";
        if (clauses.TrueForAll(c => c.Kind == CallerKind.Saml) && carrier == Carrier.SessionName) return $"{clauses[0].Domain.Example.Arn} names the caller in its assertion";
        var key = carrier == Carrier.SessionName ? KeyCatalogue.SessionName : KeyCatalogue.SourceIdentity;
        var forms = clauses.Select(c => FormOf(c, key)).Distinct(StringComparer.Ordinal).ToList();
        return forms is [{ } only] && clauses.TrueForAll(c => !c.Of(key).Ties.IsEmpty)
            ? $"the {what} must be {only}, which is the caller's own"
            : $"no two callers can share a {what}: it is {string.Join(", or ", forms.Take(4))}";
    }

    public static string Code(List<Clause> clauses, Carrier carrier, Verdict verdict)
    {
        var proved = verdict == Verdict.Federated ? "federated" : "attributable";
        if (verdict == Verdict.Federated && carrier == Carrier.SessionName && clauses.TrueForAll(c => c.Kind == CallerKind.Saml)) return "federated-saml";
        return carrier switch
        {
            Carrier.SoleCaller => $"{proved}-sole-caller",
            Carrier.SessionName => $"{proved}-session-name",
            _ => $"{proved}-source-identity",
        };
    }

    /// <summary>A template as a policy would spell it.</summary>
    public static string Text(TextTemplate template) => string.Concat(template.Parts.Select(p => p switch
    {
        LiteralPart { Text: var text } => text,
        AnyOnePart => "?",
        VariablePart { Key: var key } => $"${{{key}}}",
        _ => "*",
    }));

    private static string FormOf(Clause clause, string key)
    {
        var demand = clause.Of(key);
        var form = demand.Ties.FirstOrDefault()
            ?? demand.Language.Filters.FirstOrDefault(f => f.Wanted)?.Patterns.FirstOrDefault();
        var text = form is null ? "any name" : $"\"{Text(form)}\"";
        return clause.OneName is null || !demand.Ties.IsEmpty ? text : $"{text} for {WhoOf(clause)}";
    }

    private static string WhoOf(Clause clause) => clause.Kind switch
    {
        CallerKind.IamUser => $"user {clause.OneName} of {clause.Domain.Account}",
        CallerKind.RoleSession when clause.Domain.Name is not null => $"session {CallerDomains.RoleNameOf(clause.Domain.Example)}/{clause.OneName} of {clause.Domain.Account}",
        CallerKind.RoleSession => $"session {clause.OneName} of {clause.OneRole ?? clause.UniqueId ?? "its role"}",
        _ => $"subject {clause.OneName} of {clause.Domain.Provider}",
    };
}
