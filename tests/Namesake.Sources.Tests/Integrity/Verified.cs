using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;
using Namesake.Sources.Integrity;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>Verifies buckets of tests.</summary>
internal static class Verified
{
    public static readonly VerifyRange Day = new(SignedBucket.FirstHour.ToUnixTimeMilliseconds(), SignedBucket.FirstHour.AddHours(IntegrityCase.Hours).ToUnixTimeMilliseconds());

    public static PublicKeys Keys() => new([Key()]);

    public static PublicKey Key(RSAKeyTimes? times = null) =>
        new(SignedBucket.Fingerprint(SignedBucket.Key), [.. SignedBucket.Key.ExportRSAPublicKey()], times?.From.ToUnixTimeMilliseconds(), times?.Until.ToUnixTimeMilliseconds());

    /// <summary>As S3 gives it: the bucket known, the metadata at hand.</summary>
    public static Verification InMemory(SignedBucket bucket, VerifyRange? range = null, PublicKeys? keys = null)
    {
        var reading = new ObjectReading(o => new MemoryStream(bucket.Objects[o.Key].Bytes), o => new ObjectMetadata(bucket.Objects[o.Key].Signature, bucket.Objects[o.Key].Algorithm));
        using var own = keys is null ? Keys() : null;
        return TrailVerifier.Verify([.. bucket.Objects.Keys.Select(k => new StoredObject(0, bucket.Name, k, k, reading))], keys ?? own, range ?? VerifyRange.All, cancellation: TestContext.Current.CancellationToken);
    }

    public static async Task<Verification> InFolder(string[] folders, PublicKeys? keys, VerifyRange? range = null, string? bucket = null)
    {
        var said = new List<Diagnostic>();
        var verification = TrailVerifier.Verify(await FolderObjects.Find(folders, said.Add, TestContext.Current.CancellationToken), keys, range ?? VerifyRange.All, bucket, cancellation: TestContext.Current.CancellationToken);
        return verification with { Diagnostics = [.. said, .. verification.Diagnostics] };
    }

    public static int ExitOf(Verification verification) => !verification.Faults.IsEmpty ? 1 : verification.IsProved ? 0 : 4;

    public static string[] CodesOf(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static long ProvedMinutes(Verification verification) => verification.Trails.Sum(t => t.Coverage.TimeIn(CoverageState.Proved)) / 60_000;
}

/// <summary>When a key was CloudTrail's.</summary>
internal sealed record RSAKeyTimes(DateTimeOffset From, DateTimeOffset Until);
