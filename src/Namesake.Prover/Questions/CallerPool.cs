using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Questions;

/// <summary>A caller to try, with its <c>aws:PrincipalArn</c> where its own ARN does not tell it (roles with a path).</summary>
internal sealed record PooledCaller(Caller Caller, string? PrincipalArn = null);

/// <summary>Callers worth trying on a way: short, lifelike, and of the shapes that its conditions speak of.</summary>
internal static class CallerPool
{
    public static readonly string[] Names = ["alice", "bob"];

    private const int MaxCallers = 60;

    private static readonly AccountId[] SomeAccounts = [AccountId.Of("111122223333"), AccountId.Of("444455556666")];

    public static IEnumerable<PooledCaller> For(Way way, List<ConditionTest> tests)
    {
        var names = NamePool(tests, way.Kind);
        var fromArns = tests.Where(t => t.Key.Text.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase)).SelectMany(t => FromPatterns(t, names));
        var accounts = SomeAccounts.Concat(NamedAccounts(tests)).Distinct().ToList();
        return way.Principals.SelectMany(p => OfPrincipal(p, way.Kind, names, accounts))
            .Concat(fromArns.Where(c => c.Caller.Kind == way.Kind))
            .Distinct()
            .Take(MaxCallers);
    }

    /// <summary>The template with its variables and wildcards filled in.</summary>
    public static string Fill(TextTemplate template, Func<VariablePart, string> variable, string run) =>
        string.Concat(template.Parts.Select(p => p switch
        {
            LiteralPart literal => literal.Text,
            VariablePart v => variable(v),
            AnyOnePart => "x",
            _ => run,
        }));

    private static IEnumerable<PooledCaller> OfPrincipal(Principal principal, CallerKind kind, List<string> names, List<AccountId> accounts) => (principal, kind) switch
    {
        (IdentityPrincipal { Arn: var arn }, _) => Caller.TryFromArn(arn.ToString(), out var caller) ? [new(caller)] : [],
        (RolePrincipal { Arn: var arn }, _) => names.Select(n => SessionOf(arn, n)),
        (AccountPrincipal { Account: var account }, _) => OfAccount(account, kind, names),
        (Everyone, CallerKind.IamUser or CallerKind.RoleSession) => accounts.SelectMany(a => OfAccount(a, kind, names)),
        (ServicePrincipal service, _) => [new(new Caller(CallerKind.Service, service.Text, null, null))],
        (FederatedPrincipal provider, _) => names.Select(n => new PooledCaller(new Caller(kind, provider.Text, null, n))),
        (Everyone, CallerKind.Service) => [new(new Caller(CallerKind.Service, "ec2.amazonaws.com", null, null))],
        (Everyone, CallerKind.Saml) => names.Select(n => new PooledCaller(new Caller(kind, "arn:aws:iam::111122223333:saml-provider/idp", null, n))),
        (Everyone, _) => names.Select(n => new PooledCaller(new Caller(kind, "accounts.google.com", null, n))),
        _ => [],
    };

    private static IEnumerable<PooledCaller> OfAccount(AccountId account, CallerKind kind, List<string> names) =>
        kind == CallerKind.IamUser
            ? names.Select(n => new PooledCaller(Caller.User(account, n)))
            : names.Select(n => new PooledCaller(Caller.Session(account, "Developer", n)));

    private static PooledCaller SessionOf(Arn role, string session) =>
        new(new Caller(CallerKind.RoleSession, $"arn:{role.Partition}:sts::{role.Account}:assumed-role/{role.Name}/{session}", AccountId.TryParse(role.Account, out var a) ? a : null, null),
            role.ToString());

    private static IEnumerable<PooledCaller> FromPatterns(ConditionTest test, List<string> names)
    {
        foreach (var template in test.Matchers.Select(TemplateOf).OfType<TextTemplate>())
            foreach (var name in names)
            {
                var text = Fill(template, v => v.Default ?? name, name);
                // A wildcard in the partition or a variable of an old version makes no caller that exists.
                if (!Arn.TryParse(text, out var arn) || !IsName(arn.Name) || !arn.Partition.StartsWith("aws", StringComparison.Ordinal)) continue;
                if (!AccountId.TryParse(arn.Account, out _)) arn = arn with { Account = SomeAccounts[0].Digits };
                if (arn.ResourceType == "role" && arn.Name.Length > 0) yield return SessionOf(arn, name);
                // A provider's ARN alone is no caller: it lacks the subject.
                else if (Caller.TryFromArn(arn.ToString(), out var caller) && caller.Kind is CallerKind.IamUser or CallerKind.RoleSession) yield return new PooledCaller(caller);
            }
    }

    private static IEnumerable<AccountId> NamedAccounts(List<ConditionTest> tests)
    {
        foreach (var text in tests.Where(t => t.Key.Text.Equals("aws:PrincipalAccount", StringComparison.OrdinalIgnoreCase)).SelectMany(t => t.Values))
            if (AccountId.TryParse(text.Text, out var account))
                yield return account;
    }

    private static TextTemplate? TemplateOf(ValueMatcher matcher) => matcher switch
    {
        StringMatcher text => text.Template,
        ArnMatcher arn => arn.Template,
        _ => null,
    };

    /// <summary>Alice and bob; the names that values spell out; and pairs such as bob and bob-a, which fit one pattern in two ways.</summary>
    private static List<string> NamePool(List<ConditionTest> tests, CallerKind kind)
    {
        var names = new List<string>(Names);
        foreach (var test in tests.Where(t => Words.IsNameTest(t) || t.Key.Text.Equals(KeyCatalogue.UserName, StringComparison.OrdinalIgnoreCase) || KeyCatalogue.IsDerived(t.Key.Text)))
            foreach (var template in test.Matchers.Select(TemplateOf).OfType<TextTemplate>())
            {
                names.Add(Fill(template, _ => "bob", "a"));
                names.Add(Fill(template, _ => "bob", "b"));
                if (template.HasVariables) names.AddRange(Doubled(template));
            }
        return [.. names.Where(n => n.Length <= 64 && n.Length >= (kind is CallerKind.IamUser or CallerKind.WebIdentity ? 1 : 2) && (kind == CallerKind.WebIdentity || IsName(n))).Distinct(StringComparer.Ordinal).Take(20)];
    }

    // "${aws:username}-*" takes bob-a-b from bob and from bob-a: a name that already holds what lies between variable and run.
    private static IEnumerable<string> Doubled(TextTemplate template)
    {
        var parts = template.Parts.ToList();
        var variable = parts.FindIndex(p => p is VariablePart);
        var run = parts.FindIndex(p => p is AnyRunPart);
        if (run < 0) yield break;
        var between = parts[Math.Min(variable, run)..(Math.Max(variable, run) + 1)];
        yield return Fill(template with { Parts = [.. between] }, _ => "bob", "a");
    }

    private static bool IsName(string text) => text.AsSpan().IndexOfAnyExcept(Namesake.Policy.Evaluation.StsAdmission.NameCharacters) < 0;
}
