using System.Collections.Immutable;
using Amazon.Runtime;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Permissions;

/// <summary>What is known of a permission of the present credentials.</summary>
public enum PermissionState
{
    Allowed,

    Missing,

    /// <summary>It cannot be tried without writing, and nobody would tell.</summary>
    NotKnown,
}

/// <summary>What was found out about one action.</summary>
/// <param name="Action">The action: <c>iam:ListRoles</c>.</param>
/// <param name="State">Whether it is allowed.</param>
/// <param name="How">How that is known, or why not.</param>
public sealed record PermissionAnswer(string Action, PermissionState State, string How);

/// <summary>What the present credentials may do.</summary>
/// <param name="Account">Their account.</param>
/// <param name="Caller">Their ARN.</param>
/// <param name="Partition">Their partition.</param>
/// <param name="Answers">An answer for each action.</param>
public sealed record PermissionReport(string Account, string Caller, string Partition, ImmutableArray<PermissionAnswer> Answers);

/// <summary>
/// Finds out which actions are allowed: by trying calls that only read, and by asking IAM to simulate the others, where
/// that is allowed itself. Nothing is ever written.
/// </summary>
public static class PermissionCheck
{
    /// <exception cref="AmazonClientException">There are no credentials.</exception>
    /// <exception cref="AmazonServiceException">They are not accepted.</exception>
    public static async Task<PermissionReport> Run(AwsConnection aws, IEnumerable<string> actions, CancellationToken cancellation)
    {
        var (account, caller) = await aws.WhoAmI(cancellation);
        string[] all = [.. actions.Distinct(StringComparer.Ordinal)];
        var partition = Policy.Model.Arn.TryParse(caller, out var arn) ? arn.Partition : aws.Partition;
        var simulated = await new PermissionSimulation(aws, arn).Run([.. all.Where(a => !Probes.Has(a))], cancellation);
        var answers = new List<PermissionAnswer>();
        foreach (var action in all) answers.Add(Probes.Has(action) ? await Probes.Try(aws, action, cancellation) : simulated[action]);
        return new PermissionReport(account, caller, partition, [.. answers]);
    }
}
