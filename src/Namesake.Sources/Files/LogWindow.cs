using System.Buffers;
using System.Text;

namespace Namesake.Sources.Files;

/// <summary>How much memory the reading of one file may take. Tests make it tiny, so that every boundary is met.</summary>
/// <param name="FirstBuffer">The buffer to begin with, in bytes; at least four.</param>
/// <param name="LargestValue">How far it may grow: the largest record, or cell, that is read.</param>
public sealed record ReadingLimits(int FirstBuffer, int LargestValue)
{
    /// <summary>CloudTrail's own limit for an event is 256 KB; envelopes may hold more.</summary>
    public static readonly ReadingLimits Normal = new(1 << 20, 16 << 20);
}

/// <summary>
/// The piece of a text that is in memory, sliding over a stream. It knows the line and column, counted from 1 and in
/// characters, of its first byte. A stream that fails is a text that ends there: what came before is read, then the
/// fault is told.
/// </summary>
internal sealed class LogWindow(Stream stream, ReadingLimits limits) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(limits.FirstBuffer);
    private int _capacity = limits.FirstBuffer;
    private int _start;
    private int _end;

    /// <summary>The byte up to which lines and columns were counted, and the place of it: they are only counted where they are asked for, or slide out of memory.</summary>
    private int _counted;

    private int _line = 1;
    private int _column = 1;

    public ReadOnlySpan<byte> Text => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether the text ends with the window.</summary>
    public bool Ended { get; private set; }

    /// <summary>Why the text ends, where it is not by itself.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Reads on until the window is full or the text ends; false where it already was.</summary>
    public bool Fill()
    {
        if (Ended) return false;
        Slide(_buffer);
        // To the brim: a large record is then parsed from its beginning a few times, not once for each small read.
        var before = _end;
        while (_end < _capacity && !Ended) ReadOnce();
        return _end > before;
    }

    /// <summary>Makes the window larger; false where it may not grow.</summary>
    public bool Grow()
    {
        if (_capacity >= limits.LargestValue) return false;
        _capacity = (int)Math.Min(_capacity * 2L, limits.LargestValue);
        if (_capacity <= _buffer.Length) return true;
        var larger = ArrayPool<byte>.Shared.Rent(_capacity);
        Slide(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }

    /// <summary>Slides over bytes that were read.</summary>
    public void Discard(int count) => _start += count;

    /// <summary>Drops a byte order mark, which is no character of the text.</summary>
    public void DropMark()
    {
        if (Text.StartsWith("\uFEFF"u8)) _counted = _start += 3;
    }

    /// <summary>The line and column of a byte of the window.</summary>
    public (int Line, int Column) PlaceOf(int offset)
    {
        CountDiscarded();
        return Past(Text[..offset]);
    }

    private void CountDiscarded()
    {
        (_line, _column) = Past(_buffer.AsSpan(_counted, _start - _counted));
        _counted = _start;
    }

    private void Slide(byte[] into)
    {
        if (_start == 0 && into == _buffer) return;
        CountDiscarded();
        Text.CopyTo(into);
        (_start, _end, _counted) = (0, _end - _start, 0);
    }

    private (int Line, int Column) Past(ReadOnlySpan<byte> text)
    {
        var last = text.LastIndexOf((byte)'\n');
        return last < 0 ? (_line, _column + Characters(text)) : (_line + text.Count((byte)'\n'), 1 + Characters(text[(last + 1)..]));
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void ReadOnce()
    {
        try
        {
            var read = stream.Read(_buffer, _end, _capacity - _end);
            _end += read;
            Ended = read == 0;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Fault = e;
            Ended = true;
        }
    }

    // Bytes that begin a character, those of four bytes twice: the same count wherever the text is cut into pieces.
    private static int Characters(ReadOnlySpan<byte> text)
    {
        const int step = 1_024;
        var count = 0;
        for (; !text.IsEmpty; text = text[Math.Min(step, text.Length)..])
        {
            var piece = text[..Math.Min(step, text.Length)];
            if (Ascii.IsValid(piece)) count += piece.Length;
            else
                foreach (var b in piece)
                    count += b >= 0xF0 ? 2 : (b & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }
}
