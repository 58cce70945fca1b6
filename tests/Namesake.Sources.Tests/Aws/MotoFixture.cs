using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Aws;

/// <summary>The emulator, for all tests that ask it.</summary>
[CollectionDefinition(nameof(MotoFixture))]
public sealed class MotoFixture : ICollectionFixture<MotoFixture>, IDisposable
{
    private readonly Moto _moto = new();
    private int _buckets;

    public MotoFixture()
    {
        foreach (var (name, value) in _moto.Variables) Environment.SetEnvironmentVariable(name, value);
    }

    public string Endpoint => _moto.Endpoint;

    /// <summary>Skips the test where there is no emulator.</summary>
    public void Need() => _moto.Need();

    public AmazonS3Client S3()
    {
        _moto.Need();
        return new AmazonS3Client(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = _moto.Endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
    }

    public AmazonSQSClient Sqs()
    {
        _moto.Need();
        return new AmazonSQSClient(new BasicAWSCredentials("test", "test"), new AmazonSQSConfig { ServiceURL = _moto.Endpoint, AuthenticationRegion = "us-east-1" });
    }

    /// <summary>A bucket of a test's own, with objects in it.</summary>
    public async Task<string> Bucket(IEnumerable<(string Key, byte[] Bytes)> objects)
    {
        using var client = S3();
        var bucket = $"trail-{Interlocked.Increment(ref _buckets)}";
        await client.PutBucketAsync(bucket);
        await Parallel.ForEachAsync(objects, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (o, cancellation) =>
            await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = o.Key, InputStream = new MemoryStream(o.Bytes) }, cancellation));
        return bucket;
    }

    public Task<string> Bucket(params string[] keys) => Bucket(keys.Select(k => (k, "x"u8.ToArray())));

    public void Dispose() => _moto.Dispose();
}
