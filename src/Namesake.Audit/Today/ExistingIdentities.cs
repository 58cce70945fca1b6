using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Audit.Today;

/// <summary>The identities that a principal of a trust policy speaks of, found without looking at all of them.</summary>
internal sealed class ExistingIdentities
{
    private readonly ImmutableArray<IamIdentity> _all;
    private readonly ILookup<AccountId, IamIdentity> _byAccount;
    private readonly ILookup<string, IamIdentity> _byArn;
    private readonly ILookup<(AccountId, string), IamIdentity> _roles;

    public ExistingIdentities(ImmutableArray<IamIdentity> all)
    {
        _all = [.. all.OrderBy(i => i.Kind).ThenBy(i => i.Arn.ToString(), StringComparer.Ordinal)];
        _byAccount = _all.ToLookup(i => i.Account);
        _byArn = _all.ToLookup(i => i.Arn.ToString(), StringComparer.Ordinal);
        _roles = _all.Where(i => i.Kind == CallerKind.RoleSession).ToLookup(i => (i.Account, i.Arn.Name));
    }

    public bool Has(AccountId? account) => account is not null && _byAccount.Contains(account);

    public IEnumerable<IamIdentity> Of(Principal principal) => principal switch
    {
        Everyone { OfType: null or "AWS" } => _all,
        AccountPrincipal { Account: var account } => _byAccount[account],
        RolePrincipal { Text: var arn } => _byArn[arn],
        IdentityPrincipal { Text: var text } when Caller.TryFromArn(text, out var caller) => caller switch
        {
            { Kind: CallerKind.IamUser } => _byArn[text],
            { Kind: CallerKind.RoleSession, Account: { } account } when Arn.TryParse(caller.PrincipalArn, out var role) => _roles[(account, role.Name)],
            _ => [],
        },
        _ => [],
    };
}
