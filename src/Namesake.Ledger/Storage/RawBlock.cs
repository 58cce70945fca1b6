using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Namesake.Ledger.Storage;

/// <summary>
/// Some events as their logs have them, one after the other, compressed together: those that come together are alike. Before
/// compression each is its length (four bytes, little-endian) and its bytes; one that is not kept has the length 0.
/// </summary>
/// <param name="First">The number of the first event.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Data">The length of all before compression (four bytes, little-endian), then a Brotli stream.</param>
internal sealed record RawBlock(int First, int Count, byte[] Data)
{
    /// <summary>Of so many bytes a block is closed. Twice as many compress by 4 % better, and take twice as long to open for one event.</summary>
    public const int UsualLength = 512 << 10;

    /// <summary>The most that a block opens to: one event may be as large as the largest that is read.</summary>
    private const int LongestLength = UsualLength + (17 << 20);

    // The next qualities that compress better take more than twice as long for 7 % less.
    private const int Quality = 1;
    private const int WindowBits = 20;
    private const int Header = sizeof(int);

    /// <param name="first">The number of the first event.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="plain">The events, each behind its length.</param>
    public static RawBlock Close(int first, int count, ReadOnlySpan<byte> plain)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Header + BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, plain.Length);
            if (!BrotliEncoder.TryCompress(plain, buffer.AsSpan(Header), out var written, Quality, WindowBits)) throw new InvalidOperationException("a buffer of the greatest length was too small");
            return new RawBlock(first, count, buffer[..(Header + written)]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The events, in the order of their numbers.</summary>
    /// <exception cref="LedgerException">The block is damaged.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Open()
    {
        var (plain, events) = (Decompress(), new List<ReadOnlyMemory<byte>>(Count));
        for (var at = 0; at < plain.Length;)
        {
            var length = plain.Length - at < Header ? -1 : BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(at));
            if (length < 0 || length > plain.Length - at - Header) throw Damaged();
            events.Add(plain.AsMemory(at + Header, length));
            at += Header + length;
        }
        return events.Count == Count ? events : throw Damaged();
    }

    /// <summary>The same without some events.</summary>
    /// <param name="keeps">Whether the event of a number is kept.</param>
    /// <param name="most">How many others may stay rather than the block be written anew.</param>
    /// <returns>Null where none are kept.</returns>
    public RawBlock? Only(Func<int, bool> keeps, int most)
    {
        var kept = Enumerable.Range(First, Count).Count(keeps);
        if (kept >= Count - most || kept == 0) return kept == 0 ? null : this;
        var plain = new ArrayBufferWriter<byte>();
        foreach (var (i, json) in Open().Index()) Append(plain, keeps(First + i) ? json.Span : default);
        return Close(First, Count, plain.WrittenSpan);
    }

    /// <summary>Appends an event to a block that is being filled.</summary>
    public static void Append(IBufferWriter<byte> plain, ReadOnlySpan<byte> json)
    {
        BinaryPrimitives.WriteInt32LittleEndian(plain.GetSpan(Header), json.Length);
        plain.Advance(Header);
        plain.Write(json);
    }

    private byte[] Decompress()
    {
        var length = Data.Length < Header ? -1 : BinaryPrimitives.ReadInt32LittleEndian(Data);
        if (length is < 0 or > LongestLength) throw Damaged();
        var plain = new byte[length];
        return BrotliDecoder.TryDecompress(Data.AsSpan(Header), plain, out var written) && written == length ? plain : throw Damaged();
    }

    private static LedgerException Damaged() => new("a segment of the ledger holds events as their logs have them that cannot be read: import their logs into a new folder");
}
