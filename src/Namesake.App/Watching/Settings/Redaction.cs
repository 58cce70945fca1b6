using System.Collections.Immutable;

namespace Namesake.App.Watching.Settings;

/// <summary>Messages of others (of servers, of libraries) without any of a watch's secrets.</summary>
internal sealed class Redaction(ImmutableArray<ChannelSettings> channels)
{
    private readonly ImmutableArray<Secret> _secrets = [.. channels.SelectMany(c => c.Secrets)];

    public string Of(string message) => _secrets.Aggregate(message, static (text, secret) => secret.Redact(text));
}
