using Namesake.Audit.Enforcement;
using Namesake.Ledger.Answering;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.App.Commands;

/// <summary>What the user asks about: an event, an access key, or a role session.</summary>
internal sealed record WhoQuestion(EventId? Event, string? Key, string? Session)
{
    public static WhoQuestion Of(string target)
    {
        var text = target.Trim();
        if (text.StartsWith("arn:", StringComparison.Ordinal)) return new WhoQuestion(null, null, text);
        if (IsAccessKey(text)) return new WhoQuestion(null, text, null);
        return new WhoQuestion(EventOf(text), null, null);
    }

    /// <summary>The event of an id. CloudTrail prints ids in lower case; people paste them in any.</summary>
    public static EventId EventOf(string text) => new(Guid.TryParseExact(text.Trim(), "D", out var guid) ? guid.ToString("D") : text.Trim());

    public bool Concerns(in TrailEvent e) =>
        Event is { } id ? e.Id == id
        : Key is not null ? e.Identity.AccessKeyId == Key
        : e.Identity.Arn == Session;

    public string Describe() => Event is { } id ? $"event {id}" : Key is not null ? $"access key {Key}" : $"session {Session}";

    /// <summary>An answer for each credential concerned, in the order of time.</summary>
    public IReadOnlyList<SessionAnswer> Ask(LedgerAnswers ledger) =>
        Event is { } id ? ledger.OfEvent(id) : Key is not null ? ledger.OfKey(Key) : ledger.OfSession(Session!);

    /// <inheritdoc cref="Ask(LedgerAnswers)"/>
    public IReadOnlyList<SessionAnswer> Ask(Trail trail)
    {
        var attributor = new Attributor(trail, new EnforcedNames().Prove);
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
            var unused = UnusedCredential.Of(issued);
            answers.Add(new SessionAnswer(new Attribution(unused, attributor.Of(unused)), 0, issued.Time));
        }
        return answers;
    }

    private bool IsAsked(IssuedCredential issued) => Key is not null ? issued.AccessKeyId == Key : UnusedCredential.SessionArnOf(issued) == Session;

    private static bool IsAccessKey(string text) =>
        text.Length is >= 16 and <= 128 && text.StartsWith('A') && !text.AsSpan().ContainsAnyExcept(KeyCharacters);

    private static readonly System.Buffers.SearchValues<char> KeyCharacters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
