using Namesake.Policy.Model;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Permissions;

/// <summary>Finds out in which accounts of the organization a role can be assumed: by assuming it.</summary>
public static class OrganizationCheck
{
    public const string Action = "sts:AssumeRole";

    /// <summary>So many accounts that refuse are named.</summary>
    private const int MostNamed = 10;

    public static async Task<PermissionAnswer> Run(AwsConnection aws, PermissionReport own, string role, CancellationToken cancellation)
    {
        var account = AccountId.Of(own.Account);
        var (doors, said) = await new AccountDoors(aws, account, own.Partition, role).Find(cancellation);
        if (said.FirstOrDefault(d => d.Severity == Severity.Error) is { } fault) return new PermissionAnswer(Action, PermissionState.NotKnown, fault.Message);
        var others = doors.Where(d => d.Account != account).ToArray();
        var refused = new string?[others.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, others.Length), new ParallelOptions { MaxDegreeOfParallelism = LiveRoles.Parallel, CancellationToken = cancellation }, async (i, stop) =>
            refused[i] = await Opens(others[i].Connection, stop) ? null : others[i].Account.Digits);
        var named = refused.OfType<string>().ToArray();
        return named.Length == 0
            ? new PermissionAnswer(Action, PermissionState.Allowed, $"{role} assumed in each of {others.Length:N0} other accounts")
            : new PermissionAnswer(Action, PermissionState.Missing, $"{role} refused in {named.Length:N0} of {others.Length:N0} other accounts: {string.Join(", ", named.Take(MostNamed))}{(named.Length > MostNamed ? ", …" : "")}");
    }

    private static async Task<bool> Opens(AwsConnection aws, CancellationToken cancellation)
    {
        try
        {
            await aws.WhoAmI(cancellation);
            return true;
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            return false;
        }
    }
}
