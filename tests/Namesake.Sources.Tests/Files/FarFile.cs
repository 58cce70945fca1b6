using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Files;

/// <summary>A file of a network that there is not.</summary>
internal sealed record FarFile(string Name, byte[] Bytes, Func<CancellationToken, Task>? Before = null, string? Broken = null) : RemoteFile(Name, Named: false, Bytes.Length)
{
    public override SourceVersion? Version => null;

    public override async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        if (Before is not null) await Before(cancellation);
        return Broken is null ? new MemoryStream(Bytes) : throw new IOException(Broken);
    }
}
