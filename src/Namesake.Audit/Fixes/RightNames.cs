using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>The names that may be demanded of a role's callers, the simplest first.</summary>
internal static class RightNames
{
    private const StringComparison NoCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>So many ways are tried: each costs several questions.</summary>
    private const int Most = 16;

    /// <param name="trust">The trust policy.</param>
    /// <param name="targets">The statements that let users and role sessions in.</param>
    /// <param name="open">The kinds of caller that can pass now.</param>
    /// <param name="identifying">The keys that the operator declared to name one person.</param>
    /// <param name="carrier">The carrier that must be used; null for any.</param>
    public static IEnumerable<RightName> For(PolicyDocument trust, ImmutableArray<Statement> targets, ImmutableArray<CallerKind> open, ImmutableArray<string> identifying, Carrier? carrier)
    {
        var principals = targets.SelectMany(t => t.Principal!.Principals).ToList();
        // An account's root may be kept to its roles, by a condition on their ARNs.
        var ofUsers = open.Contains(CallerKind.IamUser) && principals.Exists(p => p is AccountPrincipal or Everyone or IdentityPrincipal { Arn.ResourceType: "user" });
        var names = ofUsers ? OfUsers(trust) : OfSessions(identifying);
        return names.Where(n => carrier is null || n.Carrier == carrier).Distinct().Take(Most);
    }

    private static IEnumerable<RightName> OfUsers(PolicyDocument trust)
    {
        yield return RightName.OfUser(Carrier.SessionName, RightName.UserName);
        foreach (var template in Templates(trust, KeyCatalogue.SessionName, RightName.UserName)) yield return RightName.OfUser(Carrier.SessionName, template);
        // One user name in two accounts is two people: the account tells them apart.
        yield return RightName.OfUser(Carrier.SessionName, RightName.AccountAndUserName);
        foreach (var template in Templates(trust, KeyCatalogue.SessionName, RightName.AccountAndUserName)) yield return RightName.OfUser(Carrier.SessionName, template);
        yield return RightName.OfUser(Carrier.SourceIdentity, RightName.UserName);
        foreach (var template in Templates(trust, KeyCatalogue.SourceIdentity, RightName.UserName)) yield return RightName.OfUser(Carrier.SourceIdentity, template);
        yield return RightName.OfUser(Carrier.SourceIdentity, RightName.AccountAndUserName);
    }

    private static IEnumerable<RightName> OfSessions(ImmutableArray<string> identifying)
    {
        if (identifying.Any(k => KeyCatalogue.Is(k, RightName.SourceIdentityKey)))
        {
            yield return RightName.OfBroughtIdentity(Carrier.SourceIdentity);
            yield return RightName.OfBroughtIdentity(Carrier.SessionName);
        }
        yield return RightName.OfSession(Carrier.SourceIdentity);
        yield return RightName.OfSession(Carrier.SessionName);
    }

    /// <summary>What the policy asks of the name already, made to hold the caller's own name where it has a wildcard.</summary>
    private static IEnumerable<string> Templates(PolicyDocument trust, string nameKey, string own) =>
        from statement in trust.Statements
        from test in statement.Conditions
        where KeyCatalogue.Is(test.Key.Text, nameKey) && test.Operator.Negated == (statement.Effect == Effect.Deny) && test.Operator.TakesVariables
        from value in test.Values
        let template = Narrowed(value.Text, own)
        where template is not null
        select template;

    /// <summary>A narrower value that holds the caller's own name: the wildcards gone. Null where none comes of it.</summary>
    // INVARIANT: under StringLike, whatever fits the narrowed value fits the value.
    public static string? Narrowed(string value, string own)
    {
        // "${*}" and its like are the letters themselves.
        if (value.Contains("${*}", StringComparison.Ordinal) || value.Contains("${?}", StringComparison.Ordinal) || value.Contains('?', StringComparison.Ordinal)) return null;
        if (value.Contains("${aws:username", NoCase)) return value.Replace("*", "", StringComparison.Ordinal);
        var at = value.IndexOf('*', StringComparison.Ordinal);
        return at < 0 ? null : $"{value[..at]}{own}{value[(at + 1)..].Replace("*", "", StringComparison.Ordinal)}";
    }
}
