using System.Collections.Immutable;
using Namesake.App.Watching.State;

namespace Namesake.App.Watching.Channels;

/// <summary>
/// A file to which each alert is added as a line of JSON. It is opened anew each time, so that it can be put aside (logrotate)
/// whenever one likes.
/// </summary>
internal sealed class FileChannel(string path) : IChannel
{
    public int Most => 100;

    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var start = stream.Length;
            try
            {
                await Write(stream, alerts, cancellation);
                return ChannelAnswer.Taken;
            }
            catch (IOException)
            {
                // All of them or none: no space is left, and all are written again.
                stream.SetLength(start);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ChannelAnswer.Failed(e.Message.TrimEnd('.'));
        }
    }

    private static async Task Write(FileStream stream, ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        await ToLineStart(stream, cancellation);
        foreach (var alert in alerts)
        {
            await stream.WriteAsync(AlertEvent.Encode(alert.Change), cancellation);
            stream.WriteByte((byte)'\n');
        }
        stream.Flush(flushToDisk: true);
    }

    // A process that died in the middle of a line left it without its end.
    private static async Task ToLineStart(FileStream stream, CancellationToken cancellation)
    {
        if (stream.Length == 0) return;
        stream.Seek(-1, SeekOrigin.End);
        var last = new byte[1];
        await stream.ReadExactlyAsync(last, cancellation);
        if (last[0] != (byte)'\n') stream.WriteByte((byte)'\n');
    }
}
