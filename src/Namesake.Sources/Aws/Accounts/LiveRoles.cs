using System.Collections.Concurrent;
using System.Collections.Immutable;
using Amazon.Runtime;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;
using Namesake.Sources.Aws.Trails;
using Namesake.Sources.Roles;

namespace Namesake.Sources.Aws.Accounts;

/// <summary>Which accounts are to be read.</summary>
/// <param name="Choice">As whom.</param>
/// <param name="OrganizationRole">The role by which every account of the organization is read; null for the one account alone.</param>
public sealed record LiveQuestion(AwsChoice Choice, string? OrganizationRole = null)
{
    /// <summary>Whether the trails are read too, which their logs and so all answers rest on.</summary>
    public bool WithTrails { get; init; }
}

/// <summary>Reads roles from AWS itself: of one account, or of all that are in its organization.</summary>
public static class LiveRoles
{
    /// <summary>So many accounts at once: each has IAM of its own, but all ask one STS.</summary>
    internal const int Parallel = 8;

    /// <param name="question">Which accounts.</param>
    /// <param name="keepTexts">Whether roles are to keep the texts of their trust policies.</param>
    /// <param name="progress">Told how many accounts were read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>What was read. Whatever was refused is among its diagnostics.</returns>
    public static async Task<ReadRoles> Read(LiveQuestion question, bool keepTexts, IProgress<int> progress, CancellationToken cancellation)
    {
        try
        {
            var aws = await AwsConnection.Open(question.Choice, cancellation);
            return await Read(aws, question.OrganizationRole, question.WithTrails, keepTexts, progress, cancellation);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            var fault = AwsFault.Of(e, "sts:AssumeRole");
            return new ReadRoles([], [new Diagnostic(Severity.Error, fault.Code, fault.Message, new SourcePlace("iam://", 1, 1))]);
        }
    }

    /// <exception cref="AmazonClientException">The credentials are of no use.</exception>
    /// <exception cref="AmazonServiceException">They are not accepted.</exception>
    internal static async Task<ReadRoles> Read(AwsConnection aws, string? organizationRole, bool withTrails, bool keepTexts, IProgress<int> progress, CancellationToken cancellation)
    {
        var (own, caller) = await aws.WhoAmI(cancellation);
        var accounts = new AccountDoors(aws, AccountId.Of(own), Policy.Model.Arn.TryParse(caller, out var arn) ? arn.Partition : aws.Partition, organizationRole);
        var (doors, said) = await accounts.Find(cancellation);
        var (read, trails) = (new AccountRoles?[doors.Length], new ReadTrails?[doors.Length]);
        var ofAws = new ConcurrentDictionary<string, IdentityPolicy>(StringComparer.Ordinal);
        var (done, isLost) = (0, false);
        await System.Threading.Tasks.Parallel.ForEachAsync(Enumerable.Range(0, doors.Length), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation }, async (i, stop) =>
        {
            // Whoever is not believed in one account is not believed in the next.
            if (Volatile.Read(ref isLost)) return;
            using var iam = doors[i].Connection.Api(AwsService.Iam);
            read[i] = await new AccountReader(iam, doors[i].Account, keepTexts, ofAws).Read(stop);
            if (read[i]!.Fault?.Code == AwsFault.BadCredentials) Volatile.Write(ref isLost, true);
            else if (withTrails) trails[i] = await TrailSettingsReader.Read(doors[i].Connection, stop);
            progress.Report(Interlocked.Increment(ref done));
        });
        var missing = read.Count(r => r is null);
        if (missing > 0) said = said.Add(new Diagnostic(Severity.Error, "accounts-not-read", $"{missing:N0} further accounts were not asked, since the credentials are not accepted any more: sign in again and run again", new SourcePlace("iam://", 1, 1)));
        return WithTrails(Join([.. read.OfType<AccountRoles>()], said, isWhole: missing == 0), [.. doors.Select(d => d.Account).Zip(trails)]);
    }

    private static ReadRoles WithTrails(ReadRoles read, ImmutableArray<(AccountId Account, ReadTrails? Trails)> trails) => read with
    {
        Trails = trails.Where(t => t.Trails is { IsListed: true }).ToImmutableDictionary(t => t.Account, t => t.Trails!.Trails),
        UnreadTrails = [.. trails.Where(t => t.Trails is { Diagnostics.IsEmpty: false }).Select(t => t.Account)],
        Diagnostics = [.. read.Diagnostics, .. trails.SelectMany(t => t.Trails?.Diagnostics ?? []).Distinct()],
    };

    private static ReadRoles Join(ImmutableArray<AccountRoles> read, ImmutableArray<Diagnostic> said, bool isWhole)
    {
        var hasErrors = said.Any(d => d.Severity == Severity.Error);
        return new ReadRoles([.. read.SelectMany(r => r.Roles)], [.. said, .. read.SelectMany(r => r.Diagnostics)])
        {
            UnreadAccounts = [.. read.Where(r => r.Fault is not null).Select(r => r.Account)],
            People = read.Where(r => !r.People.IsEmpty).ToImmutableDictionary(r => r.Account, r => r.People),
            // An account that refuses is not listed at all; one that ends halfway is.
            IsWholeListing = isWhole && read.Any(r => r.Fault is null) && !read.Any(r => r.Fault is not null && !r.Roles.IsEmpty),
            Identities = new IdentityListing(
                [.. read.SelectMany(r => r.Identities.All)],
                [.. read.SelectMany(r => r.Identities.Diagnostics).Distinct()],
                isWhole && !hasErrors && read.All(r => r.Identities.IsWhole)),
        };
    }
}
