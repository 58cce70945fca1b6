using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>A small world for one policy of the corpus: a few people of two accounts, whom the policy names, and the names that it speaks of.</summary>
internal static class CorpusWorld
{
    private const string SamlProvider = "arn:aws:iam::111122223333:saml-provider/corp";
    private static readonly string[] Accounts = ["111122223333", "444455556666"];
    private static readonly string[] People = ["alice", "bob", "bob-a", "b-bob", "x"];
    private static readonly string[] Fillings = ["alice", "bob", "bob-a", "b-bob", "x", "guest", "app"];
    private static readonly string[] Runs = ["", "a", "b", "a-b"];

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<ContextValue>> Values = new Dictionary<string, ImmutableArray<ContextValue>>(StringComparer.Ordinal)
    {
        ["sts:ExternalId"] = [ContextValue.Of("s3cret")],
        ["aws:MultiFactorAuthPresent"] = [ContextValue.Of("true"), ContextValue.Of("false")],
        ["aws:PrincipalOrgID"] = [ContextValue.Of("o-abcdefghij")],
        ["aws:PrincipalTag/email"] = [ContextValue.Of("alice")],
        ["aws:RequestTag/email"] = [ContextValue.Of("alice")],
        ["aws:SourceIdentity"] = [ContextValue.Of("alice")],
        ["aws:SourceAccount"] = [ContextValue.Of(Accounts[0])],
        ["aws:SourceIp"] = [ContextValue.Of("203.0.113.7"), ContextValue.Of("198.51.100.1")],
        ["aws:CurrentTime"] = [ContextValue.Of("2026-01-01T00:00:00Z")],
        ["saml:sub"] = [ContextValue.Of("alice")],
        ["saml:aud"] = [ContextValue.Of("https://signin.aws.amazon.com/saml")],
        ["accounts.google.com:aud"] = [ContextValue.Of("app")],
        ["token.actions.githubusercontent.com:aud"] = [ContextValue.Of("sts.amazonaws.com")],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static SmallWorld For(PolicyDocument policy)
    {
        var principals = policy.Statements.SelectMany(s => s.Principal?.Principals ?? []).ToList();
        var roles = principals.OfType<RolePrincipal>().Select(p => p.Arn).ToList();
        return new SmallWorld(
            [.. Users(principals), .. Sessions(principals, roles), .. Services(principals), .. Subjects(policy, principals)],
            [.. People.Concat(Texts(policy, "sts:RoleSessionName")).Where(n => n.Length > 1).Distinct(StringComparer.Ordinal)],
            [.. People[..2].Concat(Texts(policy, "sts:SourceIdentity")).Where(n => n.Length > 1).Distinct(StringComparer.Ordinal)],
            Values,
            roles.DistinctBy(r => r.ToString(), StringComparer.Ordinal).ToImmutableDictionary(r => $"arn:aws:iam::{r.Account}:role/{r.Name}", r => r.ToString(), StringComparer.Ordinal));
    }

    private static IEnumerable<Caller> Users(List<Principal> principals) =>
        from account in Accounts
        from name in People
        let named = principals.OfType<IdentityPrincipal>().FirstOrDefault(p => p.Arn.ResourceType == "user" && p.Arn.Account == account && p.Arn.Name == name)
        select new Caller(CallerKind.IamUser, named?.Text ?? $"arn:aws:iam::{account}:user/{name}", AccountId.Of(account), name);

    private static IEnumerable<Caller> Sessions(List<Principal> principals, List<Arn> roles) =>
        from role in roles.Select(r => (r.Account, r.Name))
            .Concat(principals.OfType<IdentityPrincipal>().Where(p => p.Arn.ResourceType == "assumed-role").Select(p => (p.Arn.Account, p.Arn.ResourceId.Split('/')[0])))
            .Concat(Accounts.Select(a => (a, "Dev")))
            .Distinct()
        from session in People[..2]
        select Caller.Session(AccountId.Of(role.Item1), role.Item2, session);

    private static IEnumerable<Caller> Services(List<Principal> principals) => principals.OfType<ServicePrincipal>()
        .Select(p => p.Text)
        .Append("ec2.amazonaws.com")
        .Distinct(StringComparer.Ordinal)
        .Select(s => new Caller(CallerKind.Service, s, null, null));

    private static IEnumerable<Caller> Subjects(PolicyDocument policy, List<Principal> principals)
    {
        var providers = principals.OfType<FederatedPrincipal>().Select(p => (p.Kind, p.Text))
            .Concat([(CallerKind.Saml, SamlProvider), (CallerKind.WebIdentity, "accounts.google.com")])
            .Distinct();
        foreach (var (kind, provider) in providers)
            foreach (var subject in (string[])[.. People, "Bob", .. kind == CallerKind.WebIdentity ? Texts(policy, ":sub") : []])
                yield return new Caller(kind, provider, null, subject);
    }

    /// <summary>The values of the tests on a key, variables and wildcards filled in, in every way.</summary>
    private static IEnumerable<string> Texts(PolicyDocument policy, string key) =>
        from test in policy.Statements.SelectMany(s => s.Conditions)
        where test.Key.Text.EndsWith(key, StringComparison.OrdinalIgnoreCase)
        from value in test.Values
        from filling in Fillings
        from run in Runs
        select Fill(value.Text, filling).Replace("*", run, StringComparison.Ordinal).Replace("?", "a", StringComparison.Ordinal);

    private static string Fill(string text, string filling)
    {
        for (int start; (start = text.IndexOf("${", StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf('}', start);
            if (end < 0) return text;
            var value = text[start..end].EndsWith("PrincipalAccount", StringComparison.Ordinal) ? Accounts[0] : filling;
            text = text[..start] + value + text[(end + 1)..];
        }
        return text;
    }
}
