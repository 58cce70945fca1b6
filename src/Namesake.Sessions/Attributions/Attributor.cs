using System.Runtime.InteropServices;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>
/// Answers who is behind each event of a trail. It resolves identities, not events: a million events share some thirty
/// thousand answers.
/// </summary>
public sealed class Attributor(Trail trail)
{
    private readonly Answers _resolve = new(trail);
    private readonly Dictionary<AnswerKey, Answer> _known = [];

    public IEnumerable<Attribution> All() => trail.Events.Select(e => new Attribution(e, Of(e)));

    public Answer Of(in TrailEvent e)
    {
        var issuers = trail.Issued.Find(e.Identity, e.FromConsole, e.Time);
        // Which events fit depends on the time, so that this answer is not the identity's.
        if (issuers.Candidates.Count > 1) return _resolve.Of(e.Identity, e.FromConsole, issuers);
        var key = new AnswerKey(e.Identity, e.FromConsole, issuers.Candidates.Count == 1 ? issuers.Candidates[0].Id : default, issuers.Tie);
        ref var answer = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, key, out var known);
        if (!known) answer = _resolve.Of(e.Identity, e.FromConsole, issuers);
        return answer!;
    }

    private readonly record struct AnswerKey(UserIdentity Identity, bool FromConsole, EventId Issued, Tie Tie);
}
