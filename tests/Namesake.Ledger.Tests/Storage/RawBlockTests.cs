using System.Buffers;
using System.Buffers.Binary;
using CsCheck;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Tests.Storage;

/// <summary>Blocks of raw events: what goes in comes out, and what is left out is gone.</summary>
public sealed class RawBlockTests
{
    private static readonly Gen<byte[][]> Events = Gen.Byte.Array[1, 300].Array[1, 20];

    [Fact]
    public void What_is_kept_comes_out_as_it_went_in_and_the_rest_is_empty() =>
        Gen.Select(Events, Gen.Int[1, 1_000_000], Gen.Int[0, 1 << 20]).Sample((events, first, kept) =>
        {
            var block = Block(first, events);
            Assert.Equal(events, block.Open().Select(e => e.ToArray()));
            bool Keeps(int number) => (kept >> (number - first) & 1) == 1;
            var left = block.Only(Keeps, most: 0);
            var expected = events.Select((e, i) => Keeps(first + i) ? e : []).ToArray();
            if (left is null) Assert.All(expected, Assert.Empty);
            else Assert.Equal(expected, left.Open().Select(e => e.ToArray()));
            Assert.Equal((left?.First ?? first, left?.Count ?? block.Count), (first, block.Count));
        });

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void A_few_that_are_not_needed_stay_where_they_may(int most, bool stays)
    {
        var block = Block(1, [[1], [2], [3]]);
        Assert.Equal(stays, ReferenceEquals(block, block.Only(n => n != 2, most)));
        Assert.Same(block, block.Only(_ => true, most));
    }

    [Fact]
    public void A_damaged_block_is_said_to_be_damaged()
    {
        var block = Block(1, [[1, 2, 3], [4]]);
        var tooLong = (byte[])block.Data.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(tooLong, int.MaxValue);
        foreach (var data in (byte[][])[[], [1], block.Data[..^1], tooLong, [.. block.Data[..4], .. new byte[9]]])
            Assert.Throws<LedgerException>(() => (block with { Data = data }).Open());
        Assert.Throws<LedgerException>(() => (block with { Count = 3 }).Open());
    }

    private static RawBlock Block(int first, byte[][] events)
    {
        var plain = new ArrayBufferWriter<byte>();
        foreach (var e in events) RawBlock.Append(plain, e);
        return RawBlock.Close(first, events.Length, plain.WrittenSpan);
    }
}
