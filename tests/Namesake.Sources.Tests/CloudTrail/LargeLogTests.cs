using System.Text;
using Namesake.Sources.Files;
using Namesake.Sources.Tests.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Enormous input is read, or passed over and told, in bounded memory.</summary>
[Collection(nameof(Alone))]
public sealed class LargeLogTests
{
    private const int MiB = 1 << 20;

    private static string[] Ids(params int[] numbers) => [.. numbers.Select(Samples.Id)];

    /// <summary>An event with parameters of so many bytes, in many small values.</summary>
    private static string Wide(int number, int bytes) => Grow(number, $"[{string.Join(',', Enumerable.Repeat("\"0123456789\"", bytes / 13))}]");

    /// <summary>An event with one text of so many bytes.</summary>
    private static string Long(int number, int bytes) => Grow(number, $"\"{new string('x', bytes)}\"");

    private static string Grow(int number, string value) => Samples.Event(number).Replace("\"awsRegion\"", $"\"big\":{value},\"awsRegion\"", StringComparison.Ordinal);

    [Theory]
    [InlineData("[", ",", "]")]
    [InlineData("{\"Records\":[", ",", "]}")]
    [InlineData("", "\n", "\n")]
    public void A_record_over_the_limit_is_passed_over_and_the_rest_read(string before, string between, string after)
    {
        var log = Log.Of($"{before}{Samples.Event(0)}{between}{Wide(6, 17 * MiB)}{between}{Samples.Event(1)}{between}{Wide(12, 9 * MiB)}{after}");
        Assert.Equal(Ids(0, 1, 12), log.Ids);
        var line = between == "\n" ? 2 : 1;
        Assert.Equal([$"record-too-large {line}:{(line == 2 ? 1 : before.Length + Samples.Event(0).Length + 2)}"], log.Said);
    }

    [Fact]
    public void A_value_over_the_limit_ends_a_list_and_is_told()
    {
        var log = Log.Of($"[{Samples.Event(0)},{Long(6, 40 * MiB)},{Samples.Event(1)}]");
        Assert.Equal(Ids(0), log.Ids);
        Assert.Equal(["record-too-large", "value-too-large"], log.Codes);
        Assert.Contains("not read from here on", log.Diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_over_the_limit_costs_one_line_among_lines()
    {
        var log = Log.Of($"{Samples.Event(0)}\n{Long(6, 40 * MiB)}\n{Samples.Event(1)}\n");
        Assert.Equal(Ids(0, 1), log.Ids);
        Assert.Equal(["record-too-large", "value-too-large"], log.Codes);
        Assert.All(log.Diagnostics, d => Assert.Equal(2, d.Place!.Line));
    }

    [Fact]
    public void The_limit_is_kept_in_windows_of_every_size()
    {
        var text = $"[{Samples.Event(0)},{Wide(6, 9_000)},{Samples.Event(1)},{Wide(12, 9_000)},{Samples.Event(2)}]";
        for (var first = 4; first < 8_000; first = first * 3 / 2)
        {
            var log = Log.Of(text, new ReadingLimits(first, 8_000));
            Assert.Equal(Ids(0, 1, 2), log.Ids);
            Assert.Equal(["record-too-large", "record-too-large"], log.Codes);
        }
    }

    [Fact]
    public void A_large_member_behind_a_list_is_passed_over()
    {
        var log = Log.Of($$"""{"Records":[{{Samples.Event(0)}}],"other":[{{string.Join(',', Enumerable.Repeat("1", 9_000))}}],"Events":[{{Samples.Event(1)}}]}""", new ReadingLimits(64, 8_000));
        Assert.Equal(Ids(0, 1), log.Ids);
        Assert.Equal("record-too-large", Assert.Single(log.Diagnostics).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_hundred_megabytes_are_read_in_bounded_memory(bool lines)
    {
        var events = Samples.Events(6);
        var (before, between, after) = lines ? ("", "\n", "\n") : ("{\"Records\":[", ",", "]}");
        using var stream = new RepeatingStream(before, $"{string.Join(between, events)}{between}", $"{events[0]}{after}", 300L * MiB);
        var (peak, step) = (0L, 0);
        stream.Progress = () => peak = step++ % 16 == 0 ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak;
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var log = Log.Of(stream, keep: false);
        Assert.Empty(log.Said);
        Assert.Equal(stream.Copies * 6 + 1, log.Part.Seen);
        Assert.InRange(stream.Copies, 50_000, long.MaxValue);
        // The issued credentials are kept: they are what the log is read for, a few hundred bytes for each sixth event.
        Assert.InRange(peak - start, 0, 24 * MiB + 600 * stream.Copies);
    }

    [Fact]
    public void A_decompression_bomb_is_stopped_and_told()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"{Samples.Event(0)}\n"));
            var blank = new byte[MiB];
            blank.AsSpan().Fill((byte)'\n');
            for (var i = 0; i < 200; i++) gzip.Write(blank);
            gzip.Write(Encoding.UTF8.GetBytes(Samples.Event(1)));
        }
        var log = Log.Of(compressed.ToArray());
        Assert.Equal(Ids(0), log.Ids);
        var said = Assert.Single(log.Diagnostics);
        Assert.Equal("bad-gzip", said.Code);
        Assert.Contains("bomb", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_records_in_small_reads_take_no_quadratic_time()
    {
        // Re-parsed at every read of a kilobyte, these would be some hundred gigabytes.
        var bytes = Encoding.UTF8.GetBytes($"{Wide(0, 15 * MiB)}\n{Wide(6, 15 * MiB)}");
        Assert.Equal(Ids(0, 6), Log.Of(new SlowStream(bytes, 1_024)).Ids);
    }

    /// <summary>A text, a middle that repeats until the stream is so long, and an end; made as it is read.</summary>
    private sealed class RepeatingStream(string before, string middle, string after, long length) : ForwardStream
    {
        private readonly byte[] _middle = Encoding.UTF8.GetBytes(middle);
        private byte[] _piece = Encoding.UTF8.GetBytes(before);
        private int _used;
        private bool _last;

        public Action Progress { get; set; } = () => { };

        public long Copies { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            Progress();
            var read = 0;
            while (read < buffer.Length && Next())
            {
                var count = Math.Min(buffer.Length - read, _piece.Length - _used);
                _piece.AsSpan(_used, count).CopyTo(buffer[read..]);
                _used += count;
                read += count;
            }
            return read;
        }

        private bool Next()
        {
            if (_used < _piece.Length) return true;
            if (_last) return false;
            _last = (Copies + 1) * _middle.Length > length;
            if (!_last) Copies++;
            (_piece, _used) = (_last ? Encoding.UTF8.GetBytes(after) : _middle, 0);
            return true;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));    }
}
