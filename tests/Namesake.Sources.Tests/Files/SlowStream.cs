namespace Namesake.Sources.Tests.Files;

/// <summary>A stream that gives so many bytes at a time, as a pipe may.</summary>
internal sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, step));
}
