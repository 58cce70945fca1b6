using System.Buffers;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Importing;

/// <summary>Events as their logs have them, each with a number from 1, in blocks. What is not in a block yet is at most one block long.</summary>
internal sealed class RawStore
{
    private readonly ArrayBufferWriter<byte> _open = new();
    private readonly List<RawBlock> _blocks = [];
    private int _first = 1;

    /// <summary>Whether it holds events that must be gone when it is written; else it may hold some that are kept elsewhere already.</summary>
    public bool IsSelection { get; init; }

    /// <summary>The greatest number.</summary>
    public int Last { get; private set; }

    /// <returns>The event's number.</returns>
    public int Add(ReadOnlySpan<byte> json)
    {
        RawBlock.Append(_open, json);
        Last++;
        if (_open.WrittenCount >= RawBlock.UsualLength) Close();
        return Last;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<RawBlock> Blocks
    {
        get
        {
            if (_open.WrittenCount > 0) Close();
            return _blocks;
        }
    }

    /// <summary>Takes blocks over with their numbers.</summary>
    public void Take(IEnumerable<RawBlock> blocks)
    {
        foreach (var block in blocks)
        {
            _blocks.Add(block);
            Last = Math.Max(Last, block.First + block.Count - 1);
        }
        _first = Last + 1;
    }

    private void Close()
    {
        _blocks.Add(RawBlock.Close(_first, Last - _first + 1, _open.WrittenSpan));
        _open.ResetWrittenCount();
        _first = Last + 1;
    }
}
