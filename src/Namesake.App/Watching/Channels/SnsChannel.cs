using System.Collections.Immutable;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.Audit.Watching;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Watching.Channels;

/// <summary>A topic of SNS: each alert is published as a CloudEvent, with its severity and status as attributes to filter by.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/api/API_Publish.html</remarks>
internal sealed class SnsChannel(SnsSettings settings) : IChannel, IDisposable
{
    private readonly AwsOutlet _sns = new(new AwsChoice(Region: Arn.TryParse(settings.Topic, out var topic) ? topic.Region : null), AwsService.Sns);

    public int Most => 1;

    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        var change = alerts[0].Change;
        var request = AwsRequest.Query("Publish", [("TopicArn", settings.Topic), ("Subject", SubjectOf(change)), ("Message", AlertEvent.Text(change)), .. Attributes(change), .. Ordered(change)]);
        return AwsWords.Of((await _sns.Try(request, $"sns:Publish on {settings.Topic}", cancellation)).Fault);
    }

    public void Dispose() => _sns.Dispose();

    private static IEnumerable<(string, string?)> Attributes(FindingChange change)
    {
        (string Name, string Value)[] all = [("severity", change.Finding.Severity.ToString().ToLowerInvariant()), ("status", change.Kind.ToString().ToLowerInvariant()), ("code", change.Finding.Code)];
        return all.SelectMany((a, i) => ((string, string?)[])
        [
            (FormattableString.Invariant($"MessageAttributes.entry.{i + 1}.Name"), a.Name),
            (FormattableString.Invariant($"MessageAttributes.entry.{i + 1}.Value.DataType"), "String"),
            (FormattableString.Invariant($"MessageAttributes.entry.{i + 1}.Value.StringValue"), a.Value),
        ]);
    }

    // A FIFO topic drops repeats itself, for five minutes.
    private IEnumerable<(string, string?)> Ordered(FindingChange change) =>
        settings.Topic.EndsWith(".fifo", StringComparison.Ordinal) ? [("MessageGroupId", "namesake"), ("MessageDeduplicationId", change.Id)] : [];

    // At most 100 characters of ASCII, which begin with a letter or digit.
    private static string SubjectOf(FindingChange change)
    {
        var text = string.Concat($"namesake: {AlertWords.Title(change)}".Where(c => c is >= ' ' and <= '~'));
        return text.Length > 100 ? text[..100] : text;
    }
}
