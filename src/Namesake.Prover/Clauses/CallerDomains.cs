using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>
/// Divides the callers of a kind by what the policies name: whoever is not named stands apart from those who are, so
/// that each principal speaks of all callers of a domain or of none. Domains may overlap: a named user is also one of
/// its account's.
/// </summary>
internal sealed class CallerDomains
{
    private readonly ImmutableArray<Principal> _principals;
    private readonly ImmutableArray<AccountId> _accounts;
    private readonly ImmutableArray<string> _hosts;
    private readonly ImmutableArray<string> _providers;
    private readonly ImmutableArray<string> _services;
    private readonly string _partition;

    public CallerDomains(PolicySet policies)
    {
        _principals = [.. policies.Statements.SelectMany(s => s.Principal?.Principals ?? []).Distinct()];
        var tests = policies.Statements.SelectMany(s => s.Conditions).ToList();
        _accounts = [.. AccountsIn(_principals.Select(p => p.Text).Concat(tests.SelectMany(t => t.Values).Select(v => v.Text))).Distinct()];
        _hosts = [.. tests.SelectMany(HostsOf).Distinct(StringComparer.OrdinalIgnoreCase)];
        _services = [.. tests.Where(t => KeyCatalogue.Is(t.Key.Text, "aws:PrincipalServiceName")).SelectMany(t => t.Values).Select(v => v.Text).Where(v => v.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))];
        _providers = [.. tests.Where(t => KeyCatalogue.Is(t.Key.Text, "aws:FederatedProvider")).SelectMany(t => t.Values).Select(v => v.Text)];
        Partitions = [.. PartitionsIn(_principals.Select(p => p.Text).Concat(tests.SelectMany(t => t.Values).Select(v => v.Text)).Append("arn:aws:iam::1:root"))];
        _partition = Partitions[0];
    }

    /// <summary>The partitions that the callers may be of: those that the policies name, principals first, and AWS's own.</summary>
    public ImmutableArray<string> Partitions { get; }

    /// <summary>An account that the policies do not name; the second differs from the first.</summary>
    public AccountId Unnamed(bool second = false)
    {
        string[] likely = ["777788889999", "222233334444", "555566667777", "888899990000"];
        return likely.Select(AccountId.Of).Concat(Counted()).Where(a => !_accounts.Contains(a)).Skip(second ? 1 : 0).First();
    }

    public IEnumerable<CallerDomain> Of(CallerKind kind) => kind switch
    {
        CallerKind.IamUser => Users(),
        CallerKind.RoleSession => Sessions(),
        CallerKind.Service => Services(),
        _ => Subjects(kind),
    };

    private IEnumerable<CallerDomain> Users()
    {
        foreach (var user in _principals.OfType<IdentityPrincipal>())
            if (Caller.TryFromArn(user.Text, out var caller) && caller.Kind == CallerKind.IamUser)
                yield return new CallerDomain(caller, caller.Arn, caller.Account, null, caller.UserName, null);
        foreach (var account in AllAccounts())
        {
            var example = Caller.User(account.Id, Unnameable, partition: _partition);
            yield return new CallerDomain(example, example.Arn, account.Known, null, null, null);
        }
    }

    private IEnumerable<CallerDomain> Sessions()
    {
        foreach (var session in _principals.OfType<IdentityPrincipal>())
            if (Caller.TryFromArn(session.Text, out var caller) && caller.Kind == CallerKind.RoleSession)
            {
                // A role's path does not show in its sessions' ARNs: it may be a named role of that name, or one with any path.
                foreach (var role in _principals.OfType<RolePrincipal>().Select(r => r.Arn).Where(r => r.Account == caller.Account?.Digits && caller.Arn.Contains($":assumed-role/{r.Name}/", StringComparison.Ordinal)))
                    yield return new CallerDomain(caller, role.ToString(), caller.Account, role.ToString(), caller.OwnSessionName, null);
                yield return new CallerDomain(caller, $"arn:{session.Arn.Partition}:iam::{caller.Account}:role/{Unnameable}/{RoleNameOf(caller)}", caller.Account, null, caller.OwnSessionName, null);
            }
        foreach (var role in _principals.OfType<RolePrincipal>())
            if (AccountId.TryParse(role.Arn.Account, out var account))
                yield return new CallerDomain(Caller.Session(account, role.Arn.Name, Unnameable, role.Arn.Partition), role.Text, account, role.Text, null, null);
        foreach (var account in AllAccounts())
        {
            var example = Caller.Session(account.Id, Unnameable, Unnameable, _partition);
            yield return new CallerDomain(example, example.PrincipalArn, account.Known, null, null, null);
        }
    }

    private IEnumerable<CallerDomain> Services()
    {
        var named = _principals.OfType<ServicePrincipal>().Select(s => s.Text).Concat(_services).Distinct(StringComparer.Ordinal).ToList();
        foreach (var service in named) yield return new CallerDomain(new Caller(CallerKind.Service, service, null, null), null, null, null, null, service);
        string[] likely = ["ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "unnamed.amazonaws.com"];
        yield return new CallerDomain(new Caller(CallerKind.Service, likely.First(s => !named.Contains(s, StringComparer.Ordinal) || s == likely[^1]), null, null), null, null, null, null, null);
    }

    private IEnumerable<CallerDomain> Subjects(CallerKind kind)
    {
        var named = _principals.OfType<FederatedPrincipal>().Where(p => p.Kind == kind).Select(p => p.Text)
            .Concat(_providers.Where(p => KindOf(p) == kind))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var provider in named)
            yield return new CallerDomain(new Caller(kind, provider, null, Unnameable), null, null, null, null, provider);
        if (kind == CallerKind.Saml) yield return Any($"arn:{_partition}:iam::{Unnamed()}:saml-provider/{Unnameable}");
        else
            foreach (var host in _hosts.Append("id.unnamed.example"))
                yield return Any($"arn:{_partition}:iam::{Unnamed()}:oidc-provider/{host}");

        CallerDomain Any(string provider) => new(new Caller(kind, provider, null, Unnameable), null, null, null, null, null);
    }

    private IEnumerable<(AccountId Id, AccountId? Known)> AllAccounts() =>
        _accounts.Select(a => (a, (AccountId?)a)).Append((Unnamed(), null));

    // No policy spells this; it is never shown.
    private const string Unnameable = "unnamed-0d1e5f";

    /// <summary>The role's name in a session's ARN.</summary>
    public static string RoleNameOf(Caller session) => session.PrincipalArn[(session.PrincipalArn.LastIndexOf('/') + 1)..];

    private static CallerKind? KindOf(string provider) =>
        new FederatedPrincipal(provider) is var p && (Arn.TryParse(provider, out _) || !provider.Contains('*', StringComparison.Ordinal)) ? p.Kind : null;

    private static IEnumerable<string> HostsOf(ConditionTest test) =>
        test.Matchers.SelectMany(ResolvedTemplates.VariablesOf).Append(test.Key.Text)
            .Where(CallerFacts.IsClaim)
            .Select(k => k[..k.LastIndexOf(':')]);

    private static IEnumerable<string> PartitionsIn(IEnumerable<string> texts) =>
        texts.Select(t => Arn.TryParse(t, out var arn) && arn.Partition.StartsWith("aws", StringComparison.Ordinal) && arn.Partition.All(c => char.IsAsciiLetterLower(c) || c == '-') ? arn.Partition : null)
            .OfType<string>().Distinct(StringComparer.Ordinal);

    private static IEnumerable<AccountId> AccountsIn(IEnumerable<string> texts)
    {
        foreach (var text in texts)
            for (var i = 0; i < text.Length; i++)
            {
                // An account stands by itself: a run of more digits is none.
                var from = i;
                while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
                if (i - from == 12 && AccountId.TryParse(text.Substring(from, 12), out var account)) yield return account;
            }
    }

    private static IEnumerable<AccountId> Counted()
    {
        for (var i = 100_000_000_000; ; i++) yield return AccountId.Of($"{i}");
    }
}
