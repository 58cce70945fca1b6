namespace Namesake.Sources.Files;

/// <summary>A file that comes over a network: worth being fetched before its turn.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Named">Whether the user named it.</param>
/// <param name="Size">In bytes. No more are read, whatever is sent.</param>
internal abstract record RemoteFile(string Name, bool Named, long Size) : InputFile(Name, Named)
{
    /// <exception cref="IOException">It cannot be fetched; the message is for a person.</exception>
    public abstract Task<Stream> OpenAsync(CancellationToken cancellation);

    public sealed override Stream Open() => OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
}
