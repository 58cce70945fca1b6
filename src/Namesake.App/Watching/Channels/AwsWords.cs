using Namesake.Sources.Aws;

namespace Namesake.App.Watching.Channels;

/// <summary>What a fault of a call to AWS means for an alert.</summary>
internal static class AwsWords
{
    public static ChannelAnswer Of(AwsFault? fault) =>
        fault is null ? ChannelAnswer.Taken : fault.IsPassing ? ChannelAnswer.Failed(fault.Message) : ChannelAnswer.Refused(fault.Message);
}
