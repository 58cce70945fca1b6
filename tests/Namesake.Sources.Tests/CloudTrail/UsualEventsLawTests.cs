using System.Text;
using CsCheck;
using Namesake.Sources.Tests.Files;
using Namesake.Tests;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>
/// The law of the quick way: whatever the bytes and wherever a window ends, it reads and says to the last letter what the
/// reader of tokens reads and says.
/// </summary>
public sealed class UsualEventsLawTests
{
    private const string Strewn = "\"\"\"\\{}[]::,, \n\t0-1.eEtfnu/\0\u001f\u007fé";

    private static readonly string[] Names = [.. Shapes.All.Keys];

    private sealed record Change(int Kind, double Where, double Length, char What);

    private static readonly Gen<Change[]> Changes =
        Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Double[0, 1], Gen.OneOf(Gen.Int[0, Strewn.Length - 1].Select(i => Strewn[i]), Gen.Char['\0', '\u00ff']))
            .Select((kind, where, length, what) => new Change(kind, where, length, what)).Array[0, 3];

    private static readonly Gen<byte[]> Written = Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, 60], Gen.Int[2, 9])
        .Select((shape, first, count) => Shapes.Write(Names[shape], Samples.Events(count, first)));

    [Fact]
    public void Changed_logs_of_every_shape_read_as_their_tokens_do() => Hold(Written, 2_000);

    [Fact]
    public void Changed_pieces_of_real_logs_read_as_their_tokens_do()
    {
        var logs = Directory.GetFiles(Repository.ThirdParty("cloudtrail"), "*.json", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "truth.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Hold(Gen.Select(Gen.Int[0, logs.Count - 1], Gen.Int[500, 60_000]).Select((log, length) => logs[log][..Math.Min(length, logs[log].Length)]), 700);
    }

    [Fact]
    public async Task Real_logs_are_mostly_usual()
    {
        var (usual, seen) = (0L, 0L);
        foreach (var file in Directory.GetFiles(Repository.ThirdParty("cloudtrail"), "*.json", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var log = Log.Of(bytes);
            Assert.Equal(Log.Of(new MemoryStream(bytes), onlyTokens: true).Everything, log.Everything);
            (usual, seen) = (usual + log.Usual, seen + log.Part.Seen);
        }
        Assert.InRange(seen, 3_000, int.MaxValue);
        Assert.InRange((double)usual / seen, 0.9, 1);
    }

    private static void Hold(Gen<byte[]> logs, int times)
    {
        var usual = 0L;
        Gen.Select(logs, Changes, Gen.Int[4, 3_000], Gen.Int[1, 5_000]).Sample(
            (log, changes, window, read) =>
            {
                var bytes = changes.Aggregate(log, Changed);
                var tokens = Log.Of(new SlowStream(bytes, read), Log.Tiny(window), onlyTokens: true);
                var quick = Log.Of(new SlowStream(bytes, read), Log.Tiny(window));
                Interlocked.Add(ref usual, quick.Usual);
                return tokens.Everything == quick.Everything && tokens.Usual == 0;
            },
            iter: times,
            print: t => $"window {t.Item3}, reads of {t.Item4}: {Encoding.Latin1.GetString(t.Item2.Aggregate(t.Item1, Changed))}");
        // A law about nothing holds.
        Assert.InRange(usual, times / 2, long.MaxValue);
    }

    private static byte[] Changed(byte[] bytes, Change change)
    {
        var at = (int)(change.Where * bytes.Length);
        var to = Math.Min(bytes.Length, at + (int)(change.Length * change.Length * change.Length * 400) + 1);
        return change.Kind switch
        {
            0 => [.. bytes[..at], (byte)change.What, .. bytes[at..]],
            1 => [.. bytes[..at], (byte)change.What, .. bytes[Math.Min(bytes.Length, at + 1)..]],
            2 => [.. bytes[..at], .. bytes[to..]],
            3 => [.. bytes[..to], .. bytes[at..]],
            4 => [.. bytes[..at], .. Encoding.UTF8.GetBytes($"{change.What}"), .. bytes[at..]],
            _ => bytes[..at],
        };
    }
}
