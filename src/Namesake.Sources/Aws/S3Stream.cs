using Namesake.Sources.Files;

namespace Namesake.Sources.Aws;

/// <summary>
/// The bytes of an object as they come. A connection that breaks or falls silent is taken up again where it was; the
/// SDK tries again only until an answer begins.
/// </summary>
internal sealed class S3Stream(S3File file, Stream first, CancellationToken cancellation) : ForwardStream
{
    private const int MaxResumptions = 3;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private Stream _body = first;
    private long _read;
    private int _resumed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > file.Size - _read) buffer = buffer[..(int)(file.Size - _read)];
        while (!buffer.IsEmpty)
        {
            IOException fault;
            try
            {
                var read = await Patiently(buffer, cancellationToken);
                _read += read;
                if (read > 0) return read;
                fault = new IOException("the connection ended before the object did");
            }
            catch (Exception e) when (AwsFault.Is(e))
            {
                fault = new IOException(e.Message, e);
            }
            if (++_resumed > MaxResumptions) throw new IOException($"{fault.Message} ({_read} of {file.Size} bytes came)", fault);
            await _body.DisposeAsync();
            _body = await file.From(_read, cancellation);
        }
        return 0;
    }

    private async ValueTask<int> Patiently(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, cancellationToken);
        patience.CancelAfter(Silence);
        try
        {
            return await _body.ReadAsync(buffer, patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"nothing came for {Silence.TotalSeconds:0} seconds", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override int Read(Span<byte> buffer)
    {
        var bytes = new byte[buffer.Length];
        var read = Read(bytes, 0, bytes.Length);
        bytes.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _body.Dispose();
        base.Dispose(disposing);
    }
}
