using Namesake.Policy.Model;
using Namesake.Sources.Integrity;
using Namesake.Sources.Tests.Files;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>Lists of public keys, and the time at which a key counts.</summary>
public sealed class PublicKeyTests
{
    private static (PublicKeys Keys, List<Diagnostic> Said) Read(string text)
    {
        using var folder = new Folder();
        var said = new List<Diagnostic>();
        return (PublicKeyReader.Read([folder.Write("keys.json", text)], said.Add), said);
    }

    [Theory]
    [InlineData("2025-01-01T00:00:00+00:00", "2026-01-01T00:00:00Z", true)]
    [InlineData("2025-03-03T00:30:00Z", "2025-03-03T00:40:00Z", true)]
    [InlineData("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", false)]
    [InlineData("2025-06-01T00:00:00Z", "2026-01-01T00:00:00Z", false)]
    public void A_key_counts_in_its_time(string from, string until, bool isRight)
    {
        var (keys, said) = Read(SignedBucket.PublicKeyList(from, until));
        using (keys)
        {
            Assert.Empty(said);
            var bucket = new SignedBucket();
            bucket.AddHours(1);
            var found = Verified.InMemory(bucket, keys: keys);
            Assert.Equal(isRight, found.IsProved);
            Assert.Equal(isRight ? [] : ["key-out-of-time"], Verified.CodesOf(found.Faults));
        }
    }

    [Fact]
    public void Times_in_seconds_are_read_as_well()
    {
        var text = SignedBucket.PublicKeyList("1735689600", "1767225600").Replace("\"1735689600\"", "1735689600.0", StringComparison.Ordinal).Replace("\"1767225600\"", "1767225600.0", StringComparison.Ordinal);
        var (keys, said) = Read(text);
        using (keys)
        {
            Assert.Empty(said);
            var bucket = new SignedBucket();
            bucket.AddHours(1);
            Assert.True(Verified.InMemory(bucket, keys: keys).IsProved);
        }
    }

    [Theory]
    [InlineData("[]", "not-a-key-list")]
    [InlineData("{\"PublicKeyList\":{}}", "not-a-key-list")]
    [InlineData("{\"PublicKeyList\":[{\"Value\":\"AAAA\",\"Fingerprint\":\"x\"}]}", "bad-public-key")]
    [InlineData("{\"PublicKeyList\":[{\"Value\":\"!\",\"Fingerprint\":\"x\"}]}", "bad-public-key")]
    [InlineData("{\"PublicKeyList\":[{\"Value\":1,\"Fingerprint\":\"x\"}]}", "bad-public-key")]
    [InlineData("{\"PublicKeyList\":[{\"Fingerprint\":\"x\"}]}", "bad-public-key")]
    [InlineData("{\"PublicKeyList\":[null]}", "bad-public-key")]
    [InlineData("{\"PublicKeyList\":[", "broken-json")]
    [InlineData("", "empty-file")]
    [InlineData("nonsense", "not-json")]
    public void What_is_no_list_of_keys_is_called_so(string text, string code)
    {
        var (keys, said) = Read(text);
        using (keys) Assert.True(keys.IsEmpty);
        Assert.Equal(code, Assert.Single(said).Code);
    }

    [Fact]
    public void A_key_that_was_not_asked_for_is_told_from_a_forged_one()
    {
        var bucket = new SignedBucket();
        for (var hour = 0; hour < 3; hour++) bucket.AddDigest(hour, bucket.AddLogs(hour), key: hour == 0 ? SignedBucket.Stranger : null);
        using var keys = new PublicKeys([Verified.Key(new(SignedBucket.FirstHour.AddHours(1.5), SignedBucket.FirstHour.AddHours(9)))]);
        Assert.Equal(["key-not-given"], Verified.CodesOf(Verified.InMemory(bucket, keys: keys).Diagnostics));
        Assert.Equal(["unknown-key"], Verified.CodesOf(Verified.InMemory(bucket).Faults));
    }

    [Theory]
    [InlineData("{\"Metadata\":{\"signature\":\"ab\",\"signature-algorithm\":\"SHA256withRSA\"}}", "ab", "SHA256withRSA")]
    [InlineData("{\"ContentLength\":3,\"Metadata\":{}}", null, null)]
    [InlineData("{\"Metadata\":{\"signature\":3}}", null, null)]
    public void Metadata_is_read_as_head_object_prints_it(string text, string? signature, string? algorithm) =>
        Assert.Equal(new ObjectMetadata(signature, algorithm), MetadataSidecar.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Metadata\":{\"signature\":\"a\",\"signature\":\"b\"}}")]
    [InlineData("{\"Metadata\":{\"signature\":\"\\ud800\"}}")]
    public void What_is_no_metadata_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => MetadataSidecar.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task A_broken_sidecar_is_not_taken_for_none()
    {
        using var folder = new Folder();
        var bucket = new SignedBucket();
        bucket.AddHours(2);
        bucket.WriteTo(folder.Path);
        folder.Write(bucket.Named["digest:0"] + FolderObjects.SidecarSuffix, "{");
        using var keys = Verified.Keys();
        var found = await Verified.InFolder([folder.Path], keys);
        Assert.Equal(["unread-metadata"], Verified.CodesOf(found.Diagnostics));
        Assert.Equal(4, Verified.ExitOf(found));
    }
}
