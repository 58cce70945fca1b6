using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Namesake.Ledger.Storage;

/// <summary>
/// A set that may claim to hold what it does not, and never denies what it does: a split block Bloom filter, of 256 bits a
/// block, as Parquet's. In a file it is read block by block until it has been asked often; then it is read whole.
/// </summary>
/// <remarks>https://parquet.apache.org/docs/file-format/bloomfilter/</remarks>
internal sealed class TermFilter
{
    private const int BlockBits = 256;
    private const int BlockBytes = BlockBits / 8;
    private const int BlockWords = BlockBits / 32;

    /// <summary>A question of a few answers asks no more often. To read a filter whole takes as long as some hundred blocks.</summary>
    private const int FewLooks = 100;

    private static ReadOnlySpan<uint> Salts => [0x47b6137bU, 0x44974d91U, 0x8824ad5bU, 0xa2b7289dU, 0x705495c7U, 0x2df1424bU, 0x9efc4947U, 0x5c6bfb31U];

    private readonly SafeFileHandle? _file;
    private readonly long _at;
    private readonly int _blocks;
    private uint[]? _words;
    private int _looks;

    private TermFilter(uint[] words) => (_words, _blocks) = (words, words.Length / BlockWords);

    private TermFilter(SafeFileHandle file, long at, int bytes) => (_file, _at, _blocks) = (file, at, bytes / BlockBytes);

    /// <summary>An empty one.</summary>
    /// <param name="terms">How many terms it shall hold.</param>
    /// <param name="bits">How many bits it has for each: with 12 one answer in 200 is wrong, with 24 one in some 20,000.</param>
    public static TermFilter For(int terms, int bits) => new(new uint[BlockWords * Math.Max(1, (int)(((long)terms * bits + BlockBits - 1) / BlockBits))]);

    /// <summary>One that was written.</summary>
    /// <param name="file">Where to; it stays open as long as the filter is asked.</param>
    /// <param name="at">Where in the file.</param>
    /// <param name="bytes">How long it is.</param>
    /// <returns>Null where no filter has that length.</returns>
    public static TermFilter? In(SafeFileHandle file, long at, int bytes) => bytes > 0 && bytes % BlockBytes == 0 ? new(file, at, bytes) : null;

    /// <summary>What is to be written.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(Whole().AsSpan());

    public void Add(ulong hash)
    {
        var block = Whole().AsSpan(BlockWords * BlockOf(hash), BlockWords);
        for (var i = 0; i < BlockWords; i++) block[i] |= BitOf(hash, i);
    }

    /// <exception cref="IOException">It cannot be read.</exception>
    public bool MayHold(ulong hash)
    {
        if (_words is null && ++_looks <= FewLooks)
        {
            Span<uint> block = stackalloc uint[BlockWords];
            Fill(block, _at + BlockBytes * (long)BlockOf(hash));
            return MayHold(hash, block);
        }
        return MayHold(hash, Whole().AsSpan(BlockWords * BlockOf(hash), BlockWords));
    }

    private static bool MayHold(ulong hash, ReadOnlySpan<uint> block)
    {
        for (var i = 0; i < BlockWords; i++)
            if ((block[i] & BitOf(hash, i)) == 0)
                return false;
        return true;
    }

    private uint[] Whole()
    {
        if (_words is not null) return _words;
        var words = new uint[_blocks * BlockWords];
        Fill(words, _at);
        return _words = words;
    }

    private void Fill(Span<uint> words, long at)
    {
        for (var bytes = MemoryMarshal.AsBytes(words); !bytes.IsEmpty;)
        {
            var read = RandomAccess.Read(_file!, bytes, at);
            if (read == 0) throw new EndOfStreamException("a segment's sketch is shorter than it was");
            bytes = bytes[read..];
            at += read;
        }
    }

    private int BlockOf(ulong hash) => (int)((hash >> 32) * (uint)_blocks >> 32);

    private static uint BitOf(ulong hash, int word) => 1U << (int)((uint)hash * Salts[word] >> 27);
}
