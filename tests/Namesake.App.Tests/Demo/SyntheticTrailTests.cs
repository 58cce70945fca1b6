using System.Security.Cryptography;
using Namesake.App.Demo;
using Xunit;

namespace Namesake.App.Tests.Demo;

public sealed class SyntheticTrailTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        using var one = new ScratchFolder();
        using var two = new ScratchFolder();
        Write(one, 3000, 7);
        Write(two, 3000, 7);
        var names = Names(one);
        Assert.Equal(names, Names(two), StringComparer.Ordinal);
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(one.Path, name)), File.ReadAllBytes(Path.Combine(two.Path, name))));
    }

    [Fact]
    public void Another_seed_gives_other_bytes()
    {
        using var one = new ScratchFolder();
        using var two = new ScratchFolder();
        Write(one, 1000, 7);
        Write(two, 1000, 8);
        Assert.NotEqual(Digest(one), Digest(two), StringComparer.Ordinal);
    }

    [Fact]
    public void The_bytes_are_those_of_every_other_machine()
    {
        using var folder = new ScratchFolder();
        Write(folder, 1000, 1);
        Assert.Equal("423d55c81e183c3ee084be71ffc106f830504e833513bfc49ac8c9f4b31c5dfa", Digest(folder));
    }

    [Fact]
    public void Progress_ends_at_the_number_of_events()
    {
        using var folder = new ScratchFolder();
        var progress = new Highest();
        new SyntheticTrail(1000, 1).WriteTo(folder.Path, progress, TestContext.Current.CancellationToken);
        Assert.Equal(1000, progress.Value);
    }

    [Fact]
    public void A_cancelled_writing_stops()
    {
        using var folder = new ScratchFolder();
        Assert.ThrowsAny<OperationCanceledException>(() => new SyntheticTrail(1000, 1).WriteTo(folder.Path, progress: null, new CancellationToken(canceled: true)));
    }

    private static void Write(ScratchFolder folder, int events, ulong seed) =>
        new SyntheticTrail(events, seed).WriteTo(folder.Path, cancellation: TestContext.Current.CancellationToken);

    private static List<string> Names(ScratchFolder folder) =>
        [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Path, f)).Order(StringComparer.Ordinal)];

    // Of the bytes before compression: what deflate makes of them may change with the runtime.
    private static string Digest(ScratchFolder folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Names(folder))
        {
            var path = Path.Combine(folder.Path, name);
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name.Replace('\\', '/')));
            hash.AppendData(name.EndsWith(".gz", StringComparison.Ordinal) ? WrittenTrail.Unzip(path) : File.ReadAllBytes(path));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed class Highest : IProgress<int>
    {
        private int value;

        public int Value => value;

        public void Report(int value)
        {
            for (var seen = this.value; value > seen; seen = this.value)
                Interlocked.CompareExchange(ref this.value, value, seen);
        }
    }
}
