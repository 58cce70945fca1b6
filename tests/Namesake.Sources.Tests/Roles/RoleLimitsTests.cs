using System.Text;
using Namesake.Policy.Parsing;
using Namesake.Sources.Roles;
using Namesake.Sources.Tests.CloudTrail;
using Namesake.Sources.Tests.Files;
using static Namesake.Sources.Tests.Roles.RoleSamples;

namespace Namesake.Sources.Tests.Roles;

/// <summary>Hostile input is bounded and told.</summary>
[Collection(nameof(Alone))]
public sealed class RoleLimitsTests
{
    [Fact]
    public async Task Too_deep_nesting_keeps_what_came_before()
    {
        foreach (var (open, close) in ((string, string)[])[("[", "]"), ("{\"a\":", "}")])
        {
            var deep = $"{string.Concat(Enumerable.Repeat(open, 100_000))}1{string.Concat(Enumerable.Repeat(close, 100_000))}";
            var read = await Read($"[{Role("a")},{deep},{Role("b")}]");
            Assert.Equal(["a"], read.Names());
            Assert.Equal("broken-json", Assert.Single(read.Diagnostics).Code);
        }
    }

    [Fact]
    public async Task A_document_that_nests_too_deep_is_unknown_and_the_next_role_read()
    {
        var deep = $"{new string('[', 60)}{new string(']', 60)}";
        var read = await Read($"[{Role("a", $"{{\"Statement\":{deep}}}")},{Role("b", Text(new string('[', 100_000)))},{Role("c")}]");
        Assert.Equal(["a", "b", "c"], read.Names());
        Assert.Equal(["not-json"], SaidOf(read.Roles[0]));
        Assert.Equal(["not-json"], SaidOf(read.Roles[1]));
        Assert.Empty(SaidOf(read.Roles[2]));
    }

    [Fact]
    public async Task A_document_of_more_than_a_megabyte_is_unknown_and_the_next_role_read()
    {
        var long1 = $"{{\"Id\":\"{new string('x', PolicyParser.MaxBytes)}\"}}";
        var read = await Read($"[{Role("a", long1)},{Role("b", Text(long1))},{Role("c", Encoded(long1))},{Role("d", $"\"{string.Concat(Enumerable.Repeat("\\u0025", 20 << 20))}\"")},{Role("e")}]");
        Assert.Equal(["a", "b", "c", "d", "e"], read.Names());
        Assert.All(read.Roles.Take(4), r => Assert.Equal(["policy-too-large"], SaidOf(r)));
        Assert.Empty(SaidOf(read.Roles[4]));
    }

    [Fact]
    public void A_document_that_is_too_large_however_it_is_encoded_is_not_decoded()
    {
        var text = SourceText.OfString($$"""{"AssumeRolePolicyDocument":"{{string.Concat(Enumerable.Repeat("%7B", 10 << 20))}}"}""");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var scan = new RoleScan(text);
        scan.Run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(["policy-too-large"], SaidOf(Assert.Single(scan.Found)));
    }

    [Fact]
    public async Task A_huge_file_of_another_kind_is_told_by_its_beginning()
    {
        using var folder = new Folder();
        await using (var file = File.Create(folder.At("huge"))) file.SetLength(4L << 30);
        var read = await RoleReader.Read([folder.Path], TestContext.Current.CancellationToken);
        Assert.Equal(["not-json 1:1"], read.Said());
    }

    [Fact]
    public async Task A_decompression_bomb_is_told()
    {
        var bomb = Log.Gzip(Encoding.UTF8.GetBytes($"[{new string(' ', 300 << 20)}]"));
        Assert.Equal(["unreadable-file 1:1"], (await Read(("x", bomb))).Said());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_never_crash_and_lose_no_other_role()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""[{{Role("a")}},{"R~leName":"x","Arn":"~","RoleName":"~~","AssumeRolePolicyDocument":{"Statement":"~"} },{{Role("b", "\"{~}\"")}},{{Role("c", Text(Trust.Replace("root", "~", StringComparison.Ordinal)))}},{{Role("d")}}]""");
        bytes.AsSpan().Replace((byte)'~', (byte)0xFF);
        var read = await Read(("x", bytes));
        Assert.Equal(["a", "\uFFFD\uFFFD", "b", "c", "d"], read.Names());
        Assert.All(read.Roles.Skip(1).Take(3), r => Assert.True(r.TrustPolicy.HasErrors));
        Assert.Empty(read.Said());
    }

    [Fact]
    public async Task Lone_surrogates_never_crash_and_lose_no_other_role()
    {
        var read = await Read($$"""[{{Role("a")}},{"\ud800":"\udc00","RoleName":"\ud800","Path":"\ud800","AssumeRolePolicyDocument":{"Statement":"\ud800"} },{{Role("b", """{"Statement":[{"Sid":"\ud800"}]}""")}},{{Role("c", "\"{\\ud800}\"")}},{{Role("d")}}]""");
        Assert.Equal(["a", "\uFFFD", "b", "c", "d"], read.Names());
        Assert.All(read.Roles.Skip(1).Take(3), r => Assert.True(r.TrustPolicy.HasErrors));
        Assert.Empty(read.Said());
    }
}
