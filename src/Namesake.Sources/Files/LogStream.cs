using System.IO.Compression;

namespace Namesake.Sources.Files;

/// <summary>The bytes of a file with gzip undone, found out by looking, and decompression bombs stopped.</summary>
public sealed class LogStream : Stream
{
    /// <summary>A log compresses some ten- to thirtyfold; a bomb a thousandfold.</summary>
    private const int MaxRatio = 250;

    /// <summary>Below this many bytes the ratio is not looked at: small files of one repeated event compress well.</summary>
    private const long RatioFree = 64L << 20;

    private readonly CountingStream _compressed;
    private readonly Stream _plain;
    private long _produced;

    private LogStream(CountingStream compressed, bool isGzip)
    {
        _compressed = compressed;
        IsGzip = isGzip;
        _plain = isGzip ? new GZipStream(compressed, CompressionMode.Decompress) : compressed;
    }

    public bool IsGzip { get; }

    public static LogStream Open(Stream stream)
    {
        var counting = new CountingStream(stream);
        return new LogStream(counting, counting.Peek() is [0x1F, 0x8B, ..]);
    }

    /// <exception cref="InvalidDataException">The file is no good gzip, or a bomb.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _plain.Read(buffer);
        _produced += read;
        if (IsGzip && _produced > RatioFree && _produced / MaxRatio > _compressed.Consumed)
            throw new InvalidDataException($"it grows more than {MaxRatio}-fold when decompressed: a decompression bomb");
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing) _plain.Dispose();
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

/// <summary>Counts what is read, and lets the first bytes be looked at, of streams that cannot be set back.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    private readonly byte[] _head = new byte[2];
    private int _headLength;
    private int _headUsed;

    public long Consumed { get; private set; }

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
        else read = inner.Read(buffer);
        Consumed += read;
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
