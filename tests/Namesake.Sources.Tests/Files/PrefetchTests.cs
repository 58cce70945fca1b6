using CsCheck;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Files;

/// <summary>What is fetched before its turn: the same bytes in the same order, and never too many.</summary>
public sealed class PrefetchTests
{
    private static readonly PrefetchLimits Small = new(4, 1_000);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Whatever_the_sizes_the_same_bytes_come_in_the_same_order_within_the_limits() =>
        Gen.Int[0, 600].Array[0, 40].Sample(
            sizes =>
            {
                var held = new Held();
                var files = sizes.Select((s, i) => (InputFile)new FarFile($"{i}", Bytes(s, i), held.Begin)).ToAsyncEnumerable();
                var seen = 0;
                foreach (var file in Prefetch.Ahead(files, Small, Stop).ToBlockingEnumerable(Stop))
                {
                    using (var stream = file.Open())
                    {
                        var bytes = new MemoryStream();
                        stream.CopyTo(bytes);
                        if (file.Name != $"{seen}" || !bytes.ToArray().AsSpan().SequenceEqual(Bytes(sizes[seen], seen))) return false;
                    }
                    seen++;
                }
                // The one that is read, and those ahead of it.
                return seen == sizes.Length && held.Most <= Small.Files + 1;
            },
            iter: 200);

    [Fact]
    public async Task Memory_is_bounded_while_files_are_held_and_goes_on_when_they_are_closed()
    {
        var begun = 0;
        var files = Enumerable.Range(0, 10).Select(i => (InputFile)new FarFile($"{i}", new byte[250], _ => Task.FromResult(Interlocked.Increment(ref begun)))).ToAsyncEnumerable();
        await using var ahead = Prefetch.Ahead(files, new PrefetchLimits(8, 1_000), Stop).GetAsyncEnumerator(Stop);
        var held = new List<Stream>();
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await ahead.MoveNextAsync());
            held.Add(ahead.Current.Open());
        }
        var fifth = ahead.MoveNextAsync().AsTask();
        await Task.Delay(50, Stop);
        Assert.Equal(4, Volatile.Read(ref begun));
        Assert.False(fifth.IsCompleted);
        await held[0].DisposeAsync();
        Assert.True(await fifth.WaitAsync(TimeSpan.FromSeconds(30), Stop));
        Assert.Equal(5, Volatile.Read(ref begun));
    }

    [Fact]
    public async Task A_large_file_is_not_held_but_read_as_it_comes()
    {
        var opened = 0;
        var files = new[] { (InputFile)new FarFile("large", new byte[251], _ => Task.FromResult(opened++)) }.ToAsyncEnumerable();
        await foreach (var file in Prefetch.Ahead(files, Small, Stop))
        {
            Assert.Equal(0, opened);
            await file.Open().DisposeAsync();
            Assert.Equal(1, opened);
        }
    }

    [Fact]
    public async Task A_large_file_is_read_on_after_the_last_was_given_out_and_ends_with_an_interruption()
    {
        using var ending = new CancellationTokenSource();
        var given = CancellationToken.None;
        var files = new[] { (InputFile)new FarFile("large", new byte[251], c => Task.FromResult(given = c)) }.ToAsyncEnumerable();
        foreach (var file in await Prefetch.Ahead(files, Small, ending.Token).ToListAsync(Stop)) await file.Open().DisposeAsync();
        Assert.False(given.IsCancellationRequested);
        await ending.CancelAsync();
        Assert.True(given.IsCancellationRequested);
    }

    [Fact]
    public async Task What_cannot_be_fetched_fails_when_it_is_read_and_holds_up_nobody()
    {
        var files = Enumerable.Range(0, 30).Select(i => (InputFile)new FarFile($"{i}", new byte[200], Broken: i % 2 == 0 ? "gone" : null)).ToAsyncEnumerable();
        var (read, failed) = (0, 0);
        await foreach (var file in Prefetch.Ahead(files, Small, Stop))
        {
            using var stream = file.Open();
            try
            {
                stream.CopyTo(Stream.Null);
                read++;
            }
            catch (IOException e)
            {
                Assert.Equal("gone", e.Message);
                failed++;
            }
        }
        Assert.Equal((15, 15), (read, failed));
    }

    [Fact]
    public async Task A_listing_that_is_slow_to_go_on_does_not_hold_up_what_is_there()
    {
        var more = new TaskCompletionSource();
        await using var ahead = Prefetch.Ahead(Listing(more.Task), Small, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await ahead.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
        Assert.Equal("first", ahead.Current.Name);
        more.SetResult();
        Assert.True(await ahead.MoveNextAsync());
        Assert.Equal("second", ahead.Current.Name);
        Assert.False(await ahead.MoveNextAsync());
    }

    [Fact]
    public async Task An_end_before_the_last_file_ends_what_was_begun()
    {
        var ended = new TaskCompletionSource();
        var files = new[]
        {
            new FarFile("first", new byte[10]),
            (InputFile)new FarFile("second", new byte[10], async c =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, c);
                }
                finally
                {
                    ended.SetResult();
                }
            }),
        }.ToAsyncEnumerable();
        await foreach (var file in Prefetch.Ahead(files, Small, Stop))
        {
            Assert.Equal("first", file.Name);
            break;
        }
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    private static async IAsyncEnumerable<InputFile> Listing(Task more)
    {
        yield return new FarFile("first", [1]);
        await more;
        yield return new FarFile("second", [2]);
    }

    private static byte[] Bytes(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>How many downloads ran at once, at most.</summary>
    private sealed class Held
    {
        private int _now;
        private int _most;

        public int Most => Volatile.Read(ref _most);

        public async Task Begin(CancellationToken cancellation)
        {
            var now = Interlocked.Increment(ref _now);
            InterlockedMax(now);
            await Task.Yield();
            Interlocked.Decrement(ref _now);
        }

        private void InterlockedMax(int value)
        {
            for (var seen = Most; value > seen; seen = Most)
                if (Interlocked.CompareExchange(ref _most, value, seen) == seen)
                    return;
        }
    }
}
