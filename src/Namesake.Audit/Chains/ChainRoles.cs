using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Audit.Chains;

/// <summary>The roles of the input, by ARN and by account.</summary>
internal sealed class ChainRoles
{
    private readonly Dictionary<string, ChainRole> _byArn = new(StringComparer.Ordinal);
    private readonly ILookup<AccountId, ChainRole> _byAccount;
    private readonly ILookup<(string, string), ChainRole> _byName;

    public ChainRoles(IEnumerable<Role> roles)
    {
        foreach (var role in roles.OrderBy(r => r.Arn, StringComparer.Ordinal))
            if (Arn.TryParse(role.Arn, out var arn) && AccountId.TryParse(arn.Account, out var account) && !_byArn.ContainsKey($"{arn}"))
                _byArn[$"{arn}"] = new ChainRole(role, arn, account);
        All = [.. _byArn.Values.OrderBy(r => r.Arn, StringComparer.Ordinal)];
        _byAccount = All.ToLookup(r => r.Account);
        _byName = All.ToLookup(r => (r.Account.Digits, r.Name));
    }

    public ImmutableArray<ChainRole> All { get; }

    public ChainRole? Find(string arn) => _byArn.GetValueOrDefault(arn);

    /// <summary>The role of a session, whose ARN does not show the role's path: names are unique in an account.</summary>
    public ChainRole? OfSession(Arn session) => _byName[(session.Account, session.ResourceId.Split('/')[0])].FirstOrDefault();

    public IEnumerable<ChainRole> Of(Principal principal) => principal switch
    {
        Everyone { OfType: null or "AWS" } => All,
        AccountPrincipal { Account: var account } => _byAccount[account],
        RolePrincipal { Text: var arn } when Find(arn) is { } role => [role],
        IdentityPrincipal { Arn: { ResourceType: "assumed-role" } arn } when OfSession(arn) is { } role => [role],
        _ => [],
    };
}
