using System.Buffers;

namespace Namesake.Sources.Files;

/// <summary>Reads ahead in larger pieces than are asked for, counts what is read, and lets the first bytes be looked at, of streams that cannot be set back.</summary>
internal sealed class CountingStream(Stream inner) : ForwardStream
{
    private const int AheadLength = 1 << 16;

    private byte[]? _ahead = ArrayPool<byte>.Shared.Rent(AheadLength);
    private int _aheadStart;
    private int _aheadEnd;
    private int _sealUsed;

    public long Consumed { get; private set; }

    /// <summary>Whether a <see cref="GzipSeal"/> follows the last byte.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Whether the last byte was read, and the seal begun.</summary>
    public bool InSeal => _sealUsed > 0;

    private ReadOnlySpan<byte> Ahead => _ahead.AsSpan(_aheadStart, _aheadEnd - _aheadStart);

    /// <summary>The first bytes, as far as there are so many.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_aheadEnd < count && ReadAhead()) { }
        return Ahead[..Math.Min(count, _aheadEnd)];
    }

    /// <summary>Begins again with the first byte of the stream, which can be set back.</summary>
    public void Restart()
    {
        inner.Position = 0;
        (_aheadStart, _aheadEnd, _sealUsed, Consumed) = (0, 0, 0, 0);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        var read = InSeal ? 0 : ReadOwn(buffer);
        Consumed += read;
        return read == 0 && IsSealed ? ReadSeal(buffer) : read;
    }

    private int ReadOwn(Span<byte> buffer)
    {
        if (Ahead.IsEmpty)
        {
            if (buffer.Length >= AheadLength) return inner.Read(buffer);
            (_aheadStart, _aheadEnd) = (0, 0);
            if (!ReadAhead()) return 0;
        }
        var read = Math.Min(buffer.Length, Ahead.Length);
        Ahead[..read].CopyTo(buffer);
        _aheadStart += read;
        return read;
    }

    private bool ReadAhead()
    {
        var read = inner.Read(_ahead.AsSpan(_aheadEnd));
        _aheadEnd += read;
        return read > 0;
    }

    // Never in one read with the file's own bytes: what comes out from here on is the seal's, or nothing.
    private int ReadSeal(Span<byte> buffer)
    {
        var read = Math.Min(buffer.Length, GzipSeal.Member.Length - _sealUsed);
        GzipSeal.Member.AsSpan(_sealUsed, read).CopyTo(buffer);
        _sealUsed += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_ahead is { } ahead) ArrayPool<byte>.Shared.Return(ahead);
            _ahead = null;
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
