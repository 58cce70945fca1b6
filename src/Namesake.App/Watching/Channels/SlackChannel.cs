using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;

namespace Namesake.App.Watching.Channels;

/// <summary>An incoming webhook of Slack, a message an alert.</summary>
/// <remarks>https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks</remarks>
internal sealed class SlackChannel(SlackSettings settings, HttpDelivery http) : IChannel
{
    /// <summary>Slack cuts longer texts.</summary>
    private const int LongestText = 3_000;

    private readonly Uri _url = new(settings.Url.Reveal());

    public int Most => 1;

    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(Body(alerts[0])) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return await http.Post(request, cancellation);
    }

    internal static byte[] Body(Alert alert)
    {
        var change = alert.Change;
        var text = $"*{Escape(AlertWords.Title(change))}* {Escape(AlertWords.Subject(change))}\n{Escape(AlertWords.Message(change))}{(AlertWords.Remedy(change) is { } remedy ? $"\n{Escape(remedy)}" : "")}";
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("text", text.Length > LongestText ? text[..LongestText] + "…" : text);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    // Names may be an attacker's: none of them may mention a channel or a person, or be a link.
    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
