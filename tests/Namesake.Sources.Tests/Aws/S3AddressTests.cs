using Namesake.Sources.Aws;

namespace Namesake.Sources.Tests.Aws;

/// <summary>How buckets and prefixes are written.</summary>
public sealed class S3AddressTests
{
    [Theory]
    [InlineData("s3://my-bucket", "my-bucket", "")]
    [InlineData("s3://my-bucket/", "my-bucket", "")]
    [InlineData("S3://my.bucket/a/b", "my.bucket", "a/b")]
    [InlineData("s3://Old_Bucket//a b/../ü", "Old_Bucket", "/a b/../ü")]
    public void A_bucket_and_a_prefix_are_parted(string text, string bucket, string prefix) => Assert.Equal(new S3Address(bucket, prefix), S3Address.Parse(text));

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///key")]
    [InlineData("s3://ab/key")]
    [InlineData("s3://user@host/key")]
    [InlineData("s3://bucket?x/key")]
    [InlineData("bucket/key")]
    public void Without_a_bucket_it_is_none(string text) => Assert.Null(S3Address.Parse(text));
}
