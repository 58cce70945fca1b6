using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Accounts;

/// <summary>An account, and the credentials by which it is read.</summary>
internal sealed record AccountDoor(AccountId Account, AwsConnection Connection);

/// <summary>Finds the accounts to read, and the way into each: one's own credentials, or a role of the same name everywhere.</summary>
/// <param name="aws">One's own credentials.</param>
/// <param name="own">Their account.</param>
/// <param name="partition">Their partition.</param>
/// <param name="role">The role of the others, with its path; null where only the own account is meant.</param>
internal sealed class AccountDoors(AwsConnection aws, AccountId own, string partition, string? role)
{
    private static readonly SourcePlace Place = new("organizations://", 1, 1);

    public async Task<(ImmutableArray<AccountDoor> Doors, ImmutableArray<Diagnostic> Said)> Find(CancellationToken cancellation)
    {
        var ofOwn = new AccountDoor(own, aws);
        if (role is null) return ([ofOwn], []);
        using var api = aws.Api(AwsService.Organizations);
        var (accounts, fault) = await OrganizationAccounts.List(api, cancellation);
        var said = new List<Diagnostic>();
        if (fault is not null) said.Add(new Diagnostic(Severity.Error, fault.Code, $"{(accounts.IsEmpty ? $"only account {own} is read, for the accounts of the organization are not known" : "accounts of the organization are missing")}: {fault.Message}", Place));
        said.AddRange(accounts.Where(a => !a.IsActive).Select(a => new Diagnostic(Severity.Note, "account-not-active", $"account {a.Id} ({a.Name}) is not read: it is {a.State.ToLowerInvariant().Replace('_', ' ')}", Place)));
        var doors = accounts.Where(a => a.IsActive).Select(a => a.Id == own ? ofOwn : new AccountDoor(a.Id, aws.Through($"arn:{partition}:iam::{a.Id}:role/{role}")));
        return ([.. accounts.IsEmpty ? [ofOwn] : doors], [.. said]);
    }
}
