using System.Runtime.CompilerServices;
using Amazon.S3;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Aws;

/// <summary>Finds the objects that an <c>s3://bucket/prefix</c> names.</summary>
internal static class S3Source
{
    // One for the process: it holds the connections, and files are read long after they were found.
    private static readonly SemaphoreSlim Making = new(1);
    private static IAmazonS3? _client;

    public static async IAsyncEnumerable<InputFile> Find(string input, TimeWindow window, Action<Diagnostic> report, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (S3Address.Parse(input) is not { } address)
        {
            report(new Diagnostic(Severity.Error, "no-such-input", $"\"{input}\" names no bucket: write s3://bucket/prefix", null));
            yield break;
        }
        if (await Client(address, report, cancellation) is not { } client) yield break;
        await foreach (var file in new S3Listing(client, address, window, report).Files(cancellation)) yield return file;
    }

    private static async Task<IAmazonS3?> Client(S3Address address, Action<Diagnostic> report, CancellationToken cancellation)
    {
        await Making.WaitAsync(cancellation);
        try
        {
            return _client ??= await AwsAccess.S3(cancellation);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            var fault = AwsFault.Of(e, "s3:ListBucket");
            report(new Diagnostic(Severity.Error, fault.Code, fault.Message, new SourcePlace(address.ToString(), 1, 1)));
            return null;
        }
        finally
        {
            Making.Release();
        }
    }
}
