using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>A small world for one policy of the corpus: a few people of two accounts, whom the policy names, and the names that it speaks of.</summary>
internal static class CorpusWorld
{
    private const string SamlProvider = "arn:aws:iam::111122223333:saml-provider/corp";
    private const string Name = "sts:RoleSessionName";
    private const string UserName = "aws:username";
    private static readonly string[] Accounts = ["111122223333", "444455556666"];
    private static readonly string[] People = ["alice", "bob", "bob-a", "b-bob", "x", "xa"];
    private static readonly string[] Fillings = [.. People, "guest", "app"];
    private static readonly string[] Runs = ["", "a", "b", "a-b", "bob"];

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<ContextValue>> Values = new Dictionary<string, ImmutableArray<ContextValue>>(StringComparer.Ordinal)
    {
        ["sts:ExternalId"] = [ContextValue.Of("s3cret"), ContextValue.Of("alice"), ContextValue.Of("bob")],
        ["sts:DurationSeconds"] = [ContextValue.Of("3600")],
        ["aws:MultiFactorAuthPresent"] = [ContextValue.Of("true"), ContextValue.Of("false")],
        ["aws:MultiFactorAuthAge"] = [ContextValue.Of("60")],
        ["aws:PrincipalOrgID"] = [ContextValue.Of("o-abcdefghij")],
        ["aws:PrincipalTag/email"] = [ContextValue.Of("alice")],
        ["aws:PrincipalTag/team"] = [ContextValue.Of("a"), ContextValue.Of("b"), ContextValue.Of("a-b"), ContextValue.Of("red")],
        ["aws:RequestTag/email"] = [ContextValue.Of("alice")],
        ["aws:SourceIdentity"] = [ContextValue.Of("alice")],
        ["aws:SourceAccount"] = [ContextValue.Of(Accounts[0])],
        ["aws:SourceIp"] = [ContextValue.Of("203.0.113.7"), ContextValue.Of("198.51.100.1")],
        ["aws:CurrentTime"] = [ContextValue.Of("2026-01-01T00:00:00Z")],
        ["saml:sub"] = [ContextValue.Of("alice")],
        ["saml:aud"] = [ContextValue.Of("https://signin.aws.amazon.com/saml")],
        ["accounts.google.com:sub"] = [ContextValue.Of("alice")],
        ["accounts.google.com:aud"] = [ContextValue.Of("app")],
        ["token.actions.githubusercontent.com:aud"] = [ContextValue.Of("sts.amazonaws.com")],
        ["token.actions.githubusercontent.com:actor"] = [ContextValue.Of("alice")],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static SmallWorld For(PolicyDocument policy)
    {
        var principals = policy.Statements.SelectMany(s => s.Principal?.Principals ?? []).ToList();
        var roles = principals.OfType<RolePrincipal>().Select(p => p.Arn).ToList();
        string[] accounts = [.. Accounts.Concat(principals.OfType<AccountPrincipal>().Select(p => p.Account.Digits)).Distinct(StringComparer.Ordinal)];
        var named = Arns(policy).ToList();
        string[] people = [.. People.Concat(Named(policy, principals, named)).Distinct(StringComparer.Ordinal)];
        return new SmallWorld(
            [.. Users(principals, accounts, people), .. Sessions(principals, [.. roles, .. named]), .. Services(principals), .. Subjects(policy, principals, people)],
            [.. people.Concat(Names(policy, people, accounts)).Where(n => n.Length > 1).Distinct(StringComparer.Ordinal)],
            [.. People[..2].Concat(Texts(policy, "sts:SourceIdentity", Fillings)).Where(n => n.Length > 1).Distinct(StringComparer.Ordinal)],
            Values,
            roles.DistinctBy(r => r.ToString(), StringComparer.Ordinal).ToImmutableDictionary(r => $"arn:aws:iam::{r.Account}:role/{r.Name}", r => r.ToString(), StringComparer.Ordinal));
    }

    /// <summary>Whom the policy speaks of: users by ARN or name, and such as are called what somebody else may call a session.</summary>
    private static IEnumerable<string> Named(PolicyDocument policy, List<Principal> principals, List<Arn> arns) =>
        principals.OfType<IdentityPrincipal>().Select(p => p.Arn).Concat(arns).Where(a => a.ResourceType == "user").Select(a => a.Name)
            .Concat(Texts(policy, UserName, ["bob"]))
            .Concat(Texts(policy, Name, ["bob"], "", "a", "bob"))
            .SelectMany(n => (string[])[n, n.ToLowerInvariant()])
            .Where(n => n.Length is > 0 and <= StsAdmission.MaxNameLength && n.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) < 0);

    private static IEnumerable<string> Names(PolicyDocument policy, string[] people, string[] accounts)
    {
        var texts = Texts(policy, Name, [.. people, .. Fillings]).ToList();
        return [.. texts, .. Cases(policy, texts), .. accounts, "Dev"];
    }

    private static IEnumerable<Caller> Users(List<Principal> principals, string[] accounts, string[] people) =>
        from account in accounts
        from name in people
        let named = principals.OfType<IdentityPrincipal>().FirstOrDefault(p => p.Arn.ResourceType == "user" && p.Arn.Account == account && p.Arn.Name == name)
        select new Caller(CallerKind.IamUser, named?.Text ?? $"arn:aws:iam::{account}:user/{name}", AccountId.Of(account), name);

    private static IEnumerable<Caller> Sessions(List<Principal> principals, List<Arn> arns)
    {
        var exact = principals.OfType<IdentityPrincipal>().Select(p => p.Arn).Where(a => a.ResourceType == "assumed-role")
            .Select(a => (a.Account, Role: a.ResourceId.Split('/')[0], a.Name)).ToList();
        return
            from role in arns.Where(a => a.ResourceType == "role").Select(a => (a.Account, Role: a.Name))
                .Concat(exact.Select(e => (e.Account, e.Role)))
                .Concat(Accounts.Select(a => (Account: a, Role: "Dev")))
                .Distinct()
            from session in People[..2].Concat(exact.Where(e => (e.Account, e.Role) == role).Select(e => e.Name)).Distinct(StringComparer.Ordinal)
            select Caller.Session(AccountId.Of(role.Account), role.Role, session);
    }

    private static IEnumerable<Caller> Services(List<Principal> principals) => principals.OfType<ServicePrincipal>()
        .Select(p => p.Text)
        .Append("ec2.amazonaws.com")
        .Distinct(StringComparer.Ordinal)
        .Select(s => new Caller(CallerKind.Service, s, null, null));

    private static IEnumerable<Caller> Subjects(PolicyDocument policy, List<Principal> principals, string[] people)
    {
        var providers = principals.OfType<FederatedPrincipal>().Select(p => (p.Kind, p.Text))
            .Concat([(CallerKind.Saml, SamlProvider), (CallerKind.WebIdentity, "accounts.google.com")])
            .Distinct();
        string[] texts = [.. Texts(policy, ":sub", Fillings), .. Texts(policy, Name, Fillings)];
        foreach (var (kind, provider) in providers)
            foreach (var subject in people.Append("Bob").Concat(texts).Concat(Cases(policy, texts)).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal))
                yield return new Caller(kind, provider, null, subject);
    }

    /// <summary>The texts in capitals and in small letters, where the policy has a test that takes both for one.</summary>
    private static IEnumerable<string> Cases(PolicyDocument policy, IEnumerable<string> texts) =>
        policy.Statements.Any(s => s.Conditions.Any(c => c.Operator.Family == OperatorFamily.StringEqualsIgnoreCase))
            ? texts.SelectMany(n => (string[])[n.ToUpperInvariant(), n.ToLowerInvariant()])
            : [];

    /// <summary>The ARNs without variables and wildcards that the tests on aws:PrincipalArn name.</summary>
    private static IEnumerable<Arn> Arns(PolicyDocument policy)
    {
        foreach (var test in policy.Statements.SelectMany(s => s.Conditions))
            foreach (var value in test.Values)
                if (value.Text.IndexOfAny(['*', '?', '$']) < 0 && Arn.TryParse(value.Text, out var arn))
                    yield return arn;
    }

    /// <summary>The values of the tests on a key, variables and wildcards filled in, in every way.</summary>
    private static IEnumerable<string> Texts(PolicyDocument policy, string key, string[] fillings, params string[] runs) => (
        from test in policy.Statements.SelectMany(s => s.Conditions)
        where test.Key.Text.EndsWith(key, StringComparison.OrdinalIgnoreCase)
        from value in test.Values
        from filling in fillings
        from filled in Filled(value.Text, filling)
        from run in runs.Length == 0 ? Runs : runs
        from letter in (string[])["a", "b"]
        select filled.Replace("*", run, StringComparison.Ordinal).Replace("?", letter, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Filled(string text, string filling)
    {
        var start = text.IndexOf("${", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('}', start);
        return end < 0 ? [text]
            : from value in Meanings(text[(start + 2)..end], filling)
              from rest in Filled(text[(end + 1)..], filling)
              select text[..start] + value + rest;
    }

    private static IEnumerable<string> Meanings(string variable, string filling) =>
        variable.EndsWith("PrincipalAccount", StringComparison.OrdinalIgnoreCase) ? Accounts
        : variable.EndsWith("PrincipalType", StringComparison.OrdinalIgnoreCase) ? ["User"]
        : variable.EndsWith(":sub", StringComparison.OrdinalIgnoreCase) || !Values.TryGetValue(variable, out var values) ? [filling]
        : values.Select(v => v.Values[0]).Append(filling);
}
