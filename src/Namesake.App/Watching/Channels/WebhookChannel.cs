using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;

namespace Namesake.App.Watching.Channels;

/// <summary>
/// An HTTP endpoint that is sent each alert as a CloudEvent. Where there is a key, requests are signed as Standard Webhooks has
/// it: HMAC-SHA256 over the event's id, the time of sending and the body.
/// </summary>
/// <remarks>https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md</remarks>
internal sealed class WebhookChannel(WebhookSettings settings, HttpDelivery http, TimeProvider clock) : IChannel
{
    private readonly Uri _url = new(settings.Url.Reveal());

    public int Most => 1;

    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        var change = alerts[0].Change;
        var body = AlertEvent.Encode(change);
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(AlertEvent.MediaType, "utf-8");
        request.Headers.Add("webhook-id", change.Id);
        if (settings.Key is { } key) Sign(request, change.Id, body.Span, key);
        return await http.Post(request, cancellation);
    }

    private void Sign(HttpRequestMessage request, string id, ReadOnlySpan<byte> body, Secret key)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{time}.")), .. body];
        request.Headers.Add("webhook-timestamp", FormattableString.Invariant($"{time}"));
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyBytes(key.Reveal()), signed))}");
    }

    // whsec_ and base64 is how that specification hands keys over; any other text is the key itself.
    private static byte[] KeyBytes(string key)
    {
        const string prefix = "whsec_";
        if (!key.StartsWith(prefix, StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(key);
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key[prefix.Length..], bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(key);
    }
}
