using System.Collections.Immutable;
using Namesake.App.Watching.State;

namespace Namesake.App.Watching.Channels;

/// <summary>A line an alert on standard output: a CloudEvent in JSON, or words for a person.</summary>
internal sealed class StdoutChannel(TextWriter data, bool isText) : IChannel
{
    public int Most => 100;

    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        try
        {
            foreach (var alert in alerts) await data.WriteLineAsync(isText ? AlertWords.Line(alert.Change) : AlertEvent.Text(alert.Change));
            await data.FlushAsync(cancellation);
            return ChannelAnswer.Taken;
        }
        catch (IOException e)
        {
            return ChannelAnswer.Refused($"nobody reads standard output any more ({e.Message})");
        }
    }
}
