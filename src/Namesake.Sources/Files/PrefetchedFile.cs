using System.Buffers;

namespace Namesake.Sources.Files;

/// <summary>A file that was fetched, or could not be. It is opened once.</summary>
internal sealed record PrefetchedFile : InputFile
{
    private readonly RemoteFile _file;
    private readonly ByteBudget _budget;
    private readonly byte[] _bytes;
    private readonly int _length;
    private readonly IOException? _fault;
    private int _opened;

    private PrefetchedFile(RemoteFile file, ByteBudget budget, byte[] bytes, int length, IOException? fault) : base(file.Name, file.Named) =>
        (_file, _budget, _bytes, _length, _fault) = (file, budget, bytes, length, fault);

    public override SourceVersion? Version => _file.Version;

    public override Stream Open() => Interlocked.Exchange(ref _opened, 1) == 0 ? new Fetched(this) : throw new InvalidOperationException($"{Name} was opened before");

    public static async Task<InputFile> Fetch(RemoteFile file, ByteBudget budget, CancellationToken cancellation)
    {
        var bytes = ArrayPool<byte>.Shared.Rent((int)file.Size);
        var length = 0;
        try
        {
            await using var stream = await file.OpenAsync(cancellation);
            for (int read; length < file.Size && (read = await stream.ReadAsync(bytes.AsMemory(length, (int)file.Size - length), cancellation)) > 0;) length += read;
            return new PrefetchedFile(file, budget, bytes, length, fault: null);
        }
        catch (IOException e)
        {
            // What came before is read, as of every file that ends too early.
            return new PrefetchedFile(file, budget, bytes, length, e);
        }
    }

    private sealed class Fetched(PrefetchedFile file) : MemoryStream(file._bytes, 0, file._length, writable: false)
    {
        private bool _closed;

        public override int Read(byte[] buffer, int offset, int count) => Faulty(base.Read(buffer, offset, count), count);

        public override int Read(Span<byte> buffer) => Faulty(base.Read(buffer), buffer.Length);

        private int Faulty(int read, int wanted) => read == 0 && wanted > 0 && file._fault is { } fault ? throw fault : read;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (!disposing || _closed) return;
            _closed = true;
            ArrayPool<byte>.Shared.Return(file._bytes);
            file._budget.Give(file._file.Size);
        }
    }
}
