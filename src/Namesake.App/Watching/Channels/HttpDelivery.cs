using System.Net;

namespace Namesake.App.Watching.Channels;

/// <summary>One POST, and what its answer means. Nothing is followed to where an answer points, and no more of one is read than its head.</summary>
internal sealed class HttpDelivery(HttpClient client, TimeProvider clock)
{
    private static readonly TimeSpan ForConnection = TimeSpan.FromSeconds(5);

    /// <summary>A connection is made anew from time to time, since names may come to stand for other machines.</summary>
    private static readonly TimeSpan LongestConnection = TimeSpan.FromMinutes(5);

    public static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ForConnection, PooledConnectionLifetime = LongestConnection })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "namesake" } },
    };

    public async Task<ChannelAnswer> Post(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return Of(answer);
        }
        catch (HttpRequestException e)
        {
            return ChannelAnswer.Failed($"it cannot be reached: {e.GetBaseException().Message.TrimEnd('.')}");
        }
    }

    private ChannelAnswer Of(HttpResponseMessage answer)
    {
        var (code, words) = ((int)answer.StatusCode, $"it answers {(int)answer.StatusCode} {Terminal.Clean(answer.ReasonPhrase)}".TrimEnd());
        return answer.StatusCode switch
        {
            _ when answer.IsSuccessStatusCode => ChannelAnswer.Taken,
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => ChannelAnswer.Failed(words) with { RetryAfter = PauseOf(answer) },
            _ when code >= 500 => ChannelAnswer.Failed(words) with { RetryAfter = PauseOf(answer) },
            _ when code is >= 300 and < 400 => ChannelAnswer.Refused($"{words}: give the URL that it leads to"),
            _ => ChannelAnswer.Refused(words),
        };
    }

    /// <remarks>https://www.rfc-editor.org/rfc/rfc9110#name-retry-after</remarks>
    private TimeSpan? PauseOf(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } when date - clock.GetUtcNow() is var pause && pause > TimeSpan.Zero => pause,
        _ => null,
    };
}
