using System.IO.Compression;

namespace Namesake.Sources.Files;

/// <summary>The bytes of a file with gzip undone, found out by looking, and decompression bombs stopped.</summary>
public sealed class LogStream : Stream
{
    /// <summary>A log compresses some ten- to thirtyfold; a bomb a thousandfold.</summary>
    private const int MaxRatio = 250;

    /// <summary>Below this many bytes the ratio is not looked at: small files of one repeated event compress well.</summary>
    private const long RatioFree = 64L << 20;

    private const string CutShort = "the gzip data is cut short, or followed by something else";

    /// <summary>Where gzip data is damaged, all that the same step gave is lost: steps are small.</summary>
    private const int Step = 8_192;

    private readonly CountingStream _compressed;
    private readonly Stream _plain;
    private long _produced;
    private bool _ended;

    private LogStream(CountingStream compressed, bool isGzip)
    {
        _compressed = compressed;
        _compressed.IsSealed = isGzip;
        IsGzip = isGzip;
        _plain = isGzip ? new GZipStream(compressed, CompressionMode.Decompress) : compressed;
    }

    public bool IsGzip { get; }

    public static LogStream Open(Stream stream)
    {
        var counting = new CountingStream(stream);
        return new LogStream(counting, counting.Peek() is [0x1F, 0x8B, ..]);
    }

    /// <exception cref="InvalidDataException">The file is no good gzip, is cut short, or a bomb.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended) return 0;
        if (IsGzip && buffer.Length > Step) buffer = buffer[..Step];
        var read = Inflate(buffer);
        if (IsGzip && (read == 0 || _compressed.InSeal))
        {
            _ended = true;
            CheckSeal(buffer[..read]);
            return 0;
        }
        _produced += read;
        if (IsGzip && _produced > RatioFree && _produced / MaxRatio > _compressed.Consumed)
            throw new InvalidDataException($"it grows more than {MaxRatio}-fold when decompressed: a decompression bomb");
        return read;
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _plain.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(_compressed.InSeal ? CutShort : "the gzip data is damaged", e);
        }
    }

    private void CheckSeal(ReadOnlySpan<byte> begun)
    {
        Span<byte> seal = stackalloc byte[GzipSeal.Content.Length + 1];
        var length = Math.Min(begun.Length, seal.Length);
        begun[..length].CopyTo(seal);
        for (int read; length < seal.Length && (read = Inflate(seal[length..])) > 0;) length += read;
        if (!seal[..length].SequenceEqual(GzipSeal.Content)) throw new InvalidDataException(CutShort);
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
