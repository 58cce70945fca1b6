using System.Collections.Immutable;
using System.Buffers.Binary;
using Namesake.Ledger.Importing;

namespace Namesake.Ledger.Storage;

/// <summary>
/// Says of a segment what it may hold: most questions concern few segments, and each that is not asked saves a part of a
/// millisecond. It has a file of its own, so that the segments that hold nothing of an answer need not be opened.
/// </summary>
internal sealed class SegmentSketch(TermFilter events, TermFilter terms)
{
    public const int EventBits = 12;
    public const int TermBits = 24;

    private const int Lengths = 16;

    /// <summary>The sketch of a segment of the largest batch takes some 20 MB.</summary>
    private const int MaxBytes = 256 << 20;

    public bool MayHold(FactId id) => events.MayHold(Term.Of(id));

    public bool MayHold(TermOf kind, string text) => terms.MayHold(Term.Of(kind, text));

    /// <summary>Whether an event may have an id that is no GUID.</summary>
    public bool MayBeOdd(FactId id) => terms.MayHold(Term.Of(id, TermOf.OddId));

    public bool MayAnswer(IdentityPlace place) => terms.MayHold(Term.Of(place));

    /// <summary>Writes it into a file: the lengths of both filters in bytes, then the filters.</summary>
    public void Save(string path)
    {
        Span<byte> lengths = stackalloc byte[Lengths];
        BinaryPrimitives.WriteInt64LittleEndian(lengths, events.Bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(lengths[(Lengths / 2)..], terms.Bytes.Length);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        stream.Write(lengths);
        stream.Write(events.Bytes);
        stream.Write(terms.Bytes);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>That of a file, which stays open as long as the sketch is asked.</summary>
    /// <exception cref="LedgerException">It is damaged.</exception>
    public static SegmentSketch Of(FileStream stream)
    {
        if (stream.Length is < Lengths or > MaxBytes) throw Damaged(stream);
        Span<byte> lengths = stackalloc byte[Lengths];
        stream.Position = 0;
        stream.ReadExactly(lengths);
        var (first, second) = (BinaryPrimitives.ReadInt64LittleEndian(lengths), BinaryPrimitives.ReadInt64LittleEndian(lengths[(Lengths / 2)..]));
        if (first is < 0 or > MaxBytes || second is < 0 or > MaxBytes || Lengths + first + second != stream.Length) throw Damaged(stream);
        return new SegmentSketch(
            TermFilter.In(stream.SafeFileHandle, Lengths, (int)first) ?? throw Damaged(stream), TermFilter.In(stream.SafeFileHandle, Lengths + first, (int)second) ?? throw Damaged(stream));
    }

    private static LedgerException Damaged(FileStream stream) => new($"\"{stream.Name}\" is damaged: import into a new folder");
}
