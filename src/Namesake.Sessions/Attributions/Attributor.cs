using System.Runtime.InteropServices;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>
/// Answers who is behind each event of a trail. It resolves identities, not events: a million events share some thirty
/// thousand answers.
/// </summary>
/// <param name="trail">Everything that bears on the identities asked about.</param>
/// <param name="proof">Decides of a trust policy that was in force whom it names; nobody where there is none.</param>
public sealed class Attributor(Trail trail, NameProof? proof = null)
{
    private readonly Answers _resolve = new(trail, proof);
    private readonly Dictionary<AnswerKey, Answer> _known = [];

    public IEnumerable<Attribution> All() => trail.Events.Select(e => new Attribution(e, Of(e)));

    public Answer Of(in TrailEvent e) => Of(e.Identity, e.FromConsole, e.Time);

    /// <param name="identity">An identity of the trail.</param>
    /// <param name="fromConsole">Whether its credential came from a console session.</param>
    /// <param name="time">When it acts, in milliseconds since 1970.</param>
    public Answer Of(UserIdentity identity, bool fromConsole, long time)
    {
        var issuers = trail.Issued.Find(identity, fromConsole, time);
        // Which events fit depends on the time, so that this answer is not the identity's.
        if (issuers.Candidates.Count > 1) return _resolve.Of(identity, fromConsole, issuers);
        var key = new AnswerKey(identity, fromConsole, issuers.Candidates.Count == 1 ? issuers.Candidates[0].Id : default, issuers.Tie);
        ref var answer = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, key, out var known);
        if (!known) answer = _resolve.Of(identity, fromConsole, issuers);
        return answer!;
    }

    /// <summary>Whether several issuing events fit an identity, so that its answer depends on when it acts.</summary>
    public bool Varies(UserIdentity identity, bool fromConsole) => trail.Issued.Varies(identity, fromConsole);

    private readonly record struct AnswerKey(UserIdentity Identity, bool FromConsole, EventId Issued, Tie Tie);
}
