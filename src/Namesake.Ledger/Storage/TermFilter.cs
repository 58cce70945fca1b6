using System.Runtime.InteropServices;

namespace Namesake.Ledger.Storage;

/// <summary>
/// A set that may claim to hold what it does not, and never denies what it does: a split block Bloom filter, of 256 bits a
/// block, as Parquet's.
/// </summary>
/// <remarks>https://parquet.apache.org/docs/file-format/bloomfilter/</remarks>
internal sealed class TermFilter
{
    private const int BlockBits = 256;
    private const int BlockBytes = BlockBits / 8;
    private const int BlockWords = BlockBits / 32;

    private static ReadOnlySpan<uint> Salts => [0x47b6137bU, 0x44974d91U, 0x8824ad5bU, 0xa2b7289dU, 0x705495c7U, 0x2df1424bU, 0x9efc4947U, 0x5c6bfb31U];

    private readonly uint[] _words;

    private TermFilter(uint[] words) => _words = words;

    /// <summary>An empty one.</summary>
    /// <param name="terms">How many terms it shall hold.</param>
    /// <param name="bits">How many bits it has for each: with 12 one answer in 200 is wrong, with 24 one in some 20,000.</param>
    public static TermFilter For(int terms, int bits) => new(new uint[BlockWords * Math.Max(1, (int)(((long)terms * bits + BlockBits - 1) / BlockBits))]);

    /// <exception cref="LedgerException">They are not those of a filter.</exception>
    public static TermFilter Of(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes.Length % BlockBytes == 0
        ? new(MemoryMarshal.Cast<byte, uint>(bytes).ToArray())
        : throw new LedgerException("a segment of the ledger is damaged: import into a new folder");

    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_words.AsSpan());

    public void Add(ulong hash)
    {
        var block = _words.AsSpan(BlockOf(hash), BlockWords);
        for (var i = 0; i < BlockWords; i++) block[i] |= BitOf(hash, i);
    }

    public bool MayHold(ulong hash)
    {
        var block = _words.AsSpan(BlockOf(hash), BlockWords);
        for (var i = 0; i < BlockWords; i++)
            if ((block[i] & BitOf(hash, i)) == 0)
                return false;
        return true;
    }

    private int BlockOf(ulong hash) => BlockWords * (int)((hash >> 32) * (uint)(_words.Length / BlockWords) >> 32);

    private static uint BitOf(ulong hash, int word) => 1U << (int)((uint)hash * Salts[word] >> 27);
}
