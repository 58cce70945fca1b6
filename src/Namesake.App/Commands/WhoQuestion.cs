using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.App.Commands;

/// <summary>The answer for one credential: its first event of those asked about, how many there are, and until when.</summary>
internal sealed record SessionAnswer(Attribution First, int Events, long Last);

/// <summary>What the user asks about: an event, an access key, or a role session.</summary>
internal sealed record WhoQuestion(EventId? Event, string? Key, string? Session)
{
    public static WhoQuestion Of(string target)
    {
        var text = target.Trim();
        if (text.StartsWith("arn:", StringComparison.Ordinal)) return new WhoQuestion(null, null, text);
        if (IsAccessKey(text)) return new WhoQuestion(null, text, null);
        // CloudTrail prints event ids in lower case; people paste them in any.
        return new WhoQuestion(new EventId(Guid.TryParseExact(text, "D", out var guid) ? guid.ToString("D") : text), null, null);
    }

    public bool Concerns(in TrailEvent e) =>
        Event is { } id ? e.Id == id
        : Key is not null ? e.Identity.AccessKeyId == Key
        : e.Identity.Arn == Session;

    public string Describe() => Event is { } id ? $"event {id}" : Key is not null ? $"access key {Key}" : $"session {Session}";

    /// <summary>An answer for each credential concerned, in the order of time.</summary>
    public IReadOnlyList<SessionAnswer> Ask(Trail trail)
    {
        var attributor = new Attributor(trail);
        var answers = new List<SessionAnswer>();
        foreach (var group in trail.Events.GroupBy(e => (CredentialGroup.Of(e.Identity, e.FromConsole), Event is null ? default : e.Id)))
        {
            var events = group.ToList();
            answers.Add(new SessionAnswer(new Attribution(events[0], attributor.Of(events[0])), events.Count, events[^1].Time));
        }
        if (answers.Count > 0 || Event is not null) return answers;
        // The credential was issued, but nothing in these logs was done with it.
        foreach (var issued in trail.Issued.All.Where(IsAsked))
        {
            var unused = Unused(issued);
            answers.Add(new SessionAnswer(new Attribution(unused, attributor.Of(unused)), 0, issued.Time));
        }
        return answers;
    }

    private bool IsAsked(IssuedCredential issued) => Key is not null ? issued.AccessKeyId == Key : SessionArnOf(issued) == Session;

    private static TrailEvent Unused(IssuedCredential issued) => new()
    {
        Id = issued.Id,
        Time = issued.Time,
        Name = issued.EventName,
        Source = "sts.amazonaws.com",
        Region = issued.Region,
        RecipientAccount = issued.RecipientAccount,
        SourceAddress = issued.SourceAddress,
        Identity = new UserIdentity
        {
            Type = issued.EventName == "GetFederationToken" ? "FederatedUser" : issued.RoleArn is null ? issued.Caller.Type : "AssumedRole",
            Arn = SessionArnOf(issued),
            PrincipalId = issued.PrincipalId,
            AccessKeyId = issued.AccessKeyId,
            CreationDate = issued.Time,
        },
    };

    private static string? SessionArnOf(IssuedCredential issued)
    {
        var parts = issued.RoleArn?.Split(':', 6);
        return parts is not { Length: 6 } || issued.SessionName is null ? null
            : $"{parts[0]}:{parts[1]}:sts::{parts[4]}:assumed-role/{parts[5][(parts[5].LastIndexOf('/') + 1)..]}/{issued.SessionName}";
    }

    private static bool IsAccessKey(string text) =>
        text.Length is >= 16 and <= 128 && text.StartsWith('A') && !text.AsSpan().ContainsAnyExcept(KeyCharacters);

    private static readonly System.Buffers.SearchValues<char> KeyCharacters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
