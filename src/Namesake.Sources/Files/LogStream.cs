using System.IO.Compression;

namespace Namesake.Sources.Files;

/// <summary>The bytes of a file with gzip undone, found out by looking, and decompression bombs stopped.</summary>
public sealed class LogStream : ForwardStream
{
    /// <summary>A log compresses some ten- to thirtyfold; a bomb a thousandfold.</summary>
    private const int MaxRatio = 250;

    /// <summary>Below this many bytes the ratio is not looked at: small files of one repeated event compress well.</summary>
    private const long RatioFree = 64L << 20;

    private const string CutShort = "the gzip data is cut short, or followed by something else";

    /// <summary>
    /// Where gzip data is damaged, all that the same step gave is lost: then it is read again in small steps. Small steps
    /// take a fifth longer, so only a stream that cannot be set back is read in them from the beginning.
    /// </summary>
    private const int SmallStep = 8_192;

    private const int LargeStep = 1 << 20;

    private readonly CountingStream _compressed;
    private readonly bool _canRestart;
    private Stream _plain;
    private int _step;
    private long _produced;
    private bool _ended;

    private LogStream(CountingStream compressed, bool isGzip, bool canRestart)
    {
        _compressed = compressed;
        _compressed.IsSealed = isGzip;
        IsGzip = isGzip;
        _canRestart = canRestart;
        _step = canRestart ? LargeStep : SmallStep;
        _plain = isGzip ? Decompressed() : compressed;
    }

    public bool IsGzip { get; }

    /// <param name="stream">A file, from its first byte.</param>
    public static LogStream Open(Stream stream)
    {
        var canRestart = stream is { CanSeek: true, Position: 0 };
        var counting = new CountingStream(stream);
        return new LogStream(counting, counting.Peek(2) is [0x1F, 0x8B], canRestart);
    }

    /// <exception cref="InvalidDataException">The file is no good gzip, is cut short, or a bomb.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended) return 0;
        if (!IsGzip) return _plain.Read(buffer);
        var read = InflateStep(buffer);
        if (read == 0 || _compressed.InSeal)
        {
            _ended = true;
            CheckSeal(buffer[..read]);
            return 0;
        }
        _produced += read;
        if (_produced > RatioFree && _produced / MaxRatio > _compressed.Consumed)
            throw new InvalidDataException($"it grows more than {MaxRatio}-fold when decompressed: a decompression bomb");
        return read;
    }

    private int InflateStep(Span<byte> buffer)
    {
        try
        {
            return Inflate(buffer[..Math.Min(buffer.Length, _step)]);
        }
        catch (InvalidDataException) when (_canRestart && _step > SmallStep)
        {
            _step = SmallStep;
            Restart();
            return Inflate(buffer[..Math.Min(buffer.Length, _step)]);
        }
    }

    /// <summary>Begins again, and passes over what was read already.</summary>
    private void Restart()
    {
        _compressed.Restart();
        _plain = Decompressed();
        var chunk = new byte[SmallStep];
        for (var left = _produced; left > 0;)
        {
            var read = Inflate(chunk.AsSpan(0, (int)Math.Min(left, chunk.Length)));
            if (read == 0) throw new InvalidDataException(CutShort);
            left -= read;
        }
    }

    private GZipStream Decompressed() => new(_compressed, CompressionMode.Decompress, leaveOpen: true);

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
            _compressed.Dispose();
        }
        base.Dispose(disposing);
    }
}
