using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Trails;

/// <summary>Reads whether the bucket of a trail's logs is closed to the public, and how long it keeps them.</summary>
/// <param name="aws">Whose credentials.</param>
/// <param name="bucket">The bucket's name.</param>
/// <param name="prefix">What the keys of the trail begin with; null for nothing.</param>
/// <param name="report">Told what was refused.</param>
internal sealed class TrailBucketReader(AwsConnection aws, string bucket, string? prefix, Action<Diagnostic> report)
{
    private string Logs => prefix is { Length: > 0 } ? $"{prefix}/AWSLogs/" : "AWSLogs/";

    public async Task<TrailBucket> Read(CancellationToken cancellation)
    {
        using var s3 = aws.S3();
        var isClosed = await Ask(
            async c => IsClosed((await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket }, c)).PublicAccessBlockConfiguration),
            "NoSuchPublicAccessBlockConfiguration", false, "s3:GetBucketPublicAccessBlock", "whether its bucket is closed to the public is not known", cancellation);
        var rules = await Ask<IReadOnlyList<LifecycleRule>>(
            async c => (await s3.GetLifecycleConfigurationAsync(bucket, c)).Configuration?.Rules ?? [],
            "NoSuchLifecycleConfiguration", [], "s3:GetLifecycleConfiguration", "how long its bucket keeps logs is not known", cancellation);
        var days = rules.Value?.Where(Deletes).Min(r => r.Expiration.Days);
        return new TrailBucket(bucket, isClosed.IsKnown ? isClosed.Value : null, days, rules.IsKnown);
    }

    private static bool IsClosed(PublicAccessBlockConfiguration? block) =>
        block is { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

    /// <summary>Whether a rule deletes logs of the trail, be it a part of them.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html</remarks>
    private bool Deletes(LifecycleRule rule)
    {
        if (rule.Status != LifecycleRuleStatus.Enabled || rule.Expiration?.Days is null or 0) return false;
        var parts = PartsOf(rule.Filter?.LifecycleFilterPredicate).ToList();
        // A rule of tags is none of logs, which have none.
        if (parts.Exists(p => p is LifecycleTagPredicate)) return false;
        var below = parts.OfType<LifecyclePrefixPredicate>().FirstOrDefault()?.Prefix ?? "";
        return Logs.StartsWith(below, StringComparison.Ordinal) || below.StartsWith(Logs, StringComparison.Ordinal);
    }

    private static IEnumerable<LifecycleFilterPredicate> PartsOf(LifecycleFilterPredicate? predicate) => predicate switch
    {
        null => [],
        LifecycleAndOperator and => and.Operands.SelectMany(PartsOf),
        _ => [predicate],
    };

    private async Task<(T? Value, bool IsKnown)> Ask<T>(Func<CancellationToken, Task<T>> call, string none, T ofNone, string permission, string lost, CancellationToken cancellation)
    {
        try
        {
            return (await AwsCall.Run(call, cancellation), true);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == none)
        {
            return (ofNone, true);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            report(TrailSettingsReader.Told(AwsFault.Of(e, $"{permission} on {bucket}"), lost, new SourcePlace($"s3://{bucket}", 1, 1)));
            return (default, false);
        }
    }
}
