namespace Namesake.Sources.Files;

/// <summary>Counts what is read, and lets the first bytes be looked at, of streams that cannot be set back.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    private readonly byte[] _head = new byte[2];
    private int _headLength;
    private int _headUsed;
    private int _sealUsed;

    public long Consumed { get; private set; }

    /// <summary>Whether a <see cref="GzipSeal"/> follows the last byte.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Whether the last byte was read, and the seal begun.</summary>
    public bool InSeal => _sealUsed > 0;

    public ReadOnlySpan<byte> Peek()
    {
        while (_headLength < _head.Length)
        {
            var read = inner.Read(_head, _headLength, _head.Length - _headLength);
            if (read == 0) break;
            _headLength += read;
        }
        return _head.AsSpan(0, _headLength);
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_headUsed < _headLength)
        {
            read = Math.Min(buffer.Length, _headLength - _headUsed);
            _head.AsSpan(_headUsed, read).CopyTo(buffer);
            _headUsed += read;
        }
        else read = InSeal ? 0 : inner.Read(buffer);
        Consumed += read;
        return read == 0 && IsSealed ? ReadSeal(buffer) : read;
    }

    // Never in one read with the file's own bytes: what comes out from here on is the seal's, or nothing.
    private int ReadSeal(Span<byte> buffer)
    {
        var read = Math.Min(buffer.Length, GzipSeal.Member.Length - _sealUsed);
        GzipSeal.Member.AsSpan(_sealUsed, read).CopyTo(buffer);
        _sealUsed += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
