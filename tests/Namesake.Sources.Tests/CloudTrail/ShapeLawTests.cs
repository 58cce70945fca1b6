using CsCheck;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Tests.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>An event set reads to one trail, in whatever mix of shapes it is written, and wherever the pieces of a file end.</summary>
public sealed class ShapeLawTests
{
    private static readonly string[] Names = [.. Shapes.All.Keys];

    private sealed record Piece(string Shape, int First, int Count, bool Gzip, bool Mark);

    private static readonly Gen<Piece> Pieces = Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, 60], Gen.Int[1, 8], Gen.Bool, Gen.Bool)
        .Select((shape, first, count, gzip, mark) => new Piece(Names[shape], first, count, gzip, mark));

    [Fact]
    public void Any_shape_in_windows_of_any_size_reads_the_same() =>
        Gen.Select(Pieces, Gen.Int[4, 3_000], Gen.Int[1, 500]).Sample(
            (piece, window, read) =>
            {
                var log = Log.Of(new SlowStream(Bytes(piece), read), Log.Tiny(window));
                return log.Diagnostics.IsEmpty && log.Facts == Log.Of(string.Join('\n', Samples.Events(piece.Count, piece.First))).Facts;
            },
            iter: 1_000, print: t => $"{t.Item1} window {t.Item2} reads of {t.Item3}");

    [Fact]
    public void Any_mix_of_shapes_in_one_folder_reads_the_same() =>
        Pieces.Array[1, 6].Sample(
            pieces =>
            {
                using var folder = new Folder();
                for (var i = 0; i < pieces.Length; i++) folder.Write($"{i % 2}/{i}.log", Bytes(pieces[i]));
                var read = TrailReader.Read([folder.Path], (in _) => true).GetAwaiter().GetResult();
                var expected = Log.Of(string.Join('\n', pieces.SelectMany(p => Samples.Events(p.Count, p.First))));
                return read.Diagnostics.IsEmpty && read.Files == pieces.Length
                    && Log.FactsOf(read.Trail.Events, [], []).SequenceEqual(Log.FactsOf(expected.Events, [], []), StringComparer.Ordinal)
                    && pieces.Sum(p => p.Count) == read.Trail.Seen;
            },
            iter: 60, threads: 1, print: pieces => string.Join("; ", pieces.Select(p => p.ToString())));

    private static byte[] Bytes(Piece piece)
    {
        var bytes = Shapes.Write(piece.Shape, Samples.Events(piece.Count, piece.First), piece.Mark);
        return piece.Gzip ? Log.Gzip(bytes) : bytes;
    }
}
