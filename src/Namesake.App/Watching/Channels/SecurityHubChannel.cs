using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.Sources.Aws;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Watching.Channels;

/// <summary>Security Hub: findings in its own format, a hundred at a time. A resolved one is archived there.</summary>
/// <remarks>https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html</remarks>
internal sealed class SecurityHubChannel(SecurityHubSettings settings) : IChannel, IDisposable
{
    private readonly AwsOutlet _hub = new(new AwsChoice(Region: settings.Region), AwsService.SecurityHub);
    private readonly Asff _format = new(settings.Account, settings.Region);

    public int Most => 100;

    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        // Of one finding only the last counts: in one call, nothing says which would come first.
        var last = alerts.GroupBy(a => a.Change.Finding.Id, StringComparer.Ordinal).Select(g => g.Last()).ToList();
        var body = new JsonObject { ["Findings"] = new JsonArray([.. last.Select(a => _format.Of(a.Change))]) };
        var result = await _hub.Try(AwsRequest.Rest("BatchImportFindings", "POST", "/findings/import", body), "securityhub:BatchImportFindings", cancellation);
        return result.Answer is null ? AwsWords.Of(result.Fault) : Of(result.Answer, last);
    }

    private ChannelAnswer Of(AwsAnswer answer, List<Alert> sent)
    {
        try
        {
            return Of(answer.Json(), sent);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            return ChannelAnswer.Failed(e.Message);
        }
    }

    public void Dispose() => _hub.Dispose();

    internal ChannelAnswer Of(JsonElement answer, List<Alert> sent)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("SuccessCount", out _)) return ChannelAnswer.Failed("the answer is none of Security Hub: is there something else in the place of AWS?");
        if (!answer.TryGetProperty("FailedFindings", out var failed) || failed.ValueKind != JsonValueKind.Array || failed.GetArrayLength() == 0) return ChannelAnswer.Taken;
        var faults = failed.EnumerateArray().Select(f => (Id: Text(f, "Id"), Why: $"{Text(f, "ErrorCode")}: {Text(f, "ErrorMessage")}")).ToList();
        var ids = faults.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        if (!sent.Exists(a => ids.Contains(_format.IdOf(a.Change.Finding)))) return ChannelAnswer.Refused(Terminal.Clean($"Security Hub does not take {faults.Count:N0} of {sent.Count:N0} findings, and does not say which ({faults[0].Why})"));
        return ChannelAnswer.Taken with { Except = [.. sent.Where(a => ids.Contains(_format.IdOf(a.Change.Finding))).Select(a => a.Number)], Why = Terminal.Clean($"Security Hub does not take {faults.Count:N0} of {sent.Count:N0} findings ({faults[0].Why})") };
    }

    private static string Text(JsonElement fault, string name) => fault.ValueKind == JsonValueKind.Object && fault.TryGetProperty(name, out var value) ? value.ToString() : "";
}
