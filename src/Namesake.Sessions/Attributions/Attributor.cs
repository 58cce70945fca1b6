using System.Collections.Immutable;
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
    /// <summary>Grants made under granted sessions, and so on: more of them is no sign-in but a circle.</summary>
    private const int MaxGrants = 8;

    private readonly AncestryWalk _walk = new(trail.Issued);
    private readonly Dictionary<AnswerKey, Answer> _answers = [];

    public IEnumerable<Attribution> All() => trail.Events.Select(e => new Attribution(e, Of(e)));

    public Answer Of(in TrailEvent e)
    {
        var issuers = trail.Issued.Find(e.Identity, e.FromConsole, e.Time);
        if (issuers.Candidates.Count > 1) return Ambiguous(e.Identity, issuers);
        var key = new AnswerKey(e.Identity, e.FromConsole, issuers.Candidates.Count == 1 ? issuers.Candidates[0].Id : default, issuers.Tie);
        ref var answer = ref CollectionsMarshal.GetValueRefOrAddDefault(_answers, key, out var known);
        if (!known) answer = Resolve(e.Identity, e.FromConsole, issuers, grants: 0);
        return answer!;
    }

    private Answer Resolve(UserIdentity identity, bool fromConsole, Issuers issuers, int grants)
    {
        var revealed = trail.RevealedOf(identity, fromConsole);
        var origins = new Origins(trail);
        if (issuers.Candidates is not [var issued])
            return trail.GrantOf(revealed.SignInSessionArn) is { } grant && identity.IsSession && GrantedTo(grant, identity, grants) is { } granted
                ? granted
                : origins.OfUnissued(identity, revealed);
        var ancestry = _walk.From(issued);
        var chain = ancestry.Chain.ToImmutableArray();
        var end = chain[^1];
        var evidence = issuers.Tie == Tie.Key && ancestry.AllByKey ? Evidence.Key : Evidence.Session;
        var answer = origins.OfChain(chain, ancestry.End, evidence, trail.RevealedOf(end.Caller, end.FromConsole));
        return answer with { Contradiction = Contradictions.Find(trail, identity, revealed, answer) };
    }

    /// <summary>The person who granted the sign-in session that this session carries.</summary>
    private Answer? GrantedTo(SignInGrant grant, UserIdentity session, int grants)
    {
        if (grants == MaxGrants) return null;
        // A grant made by the very session it would explain explains nothing.
        var issuers = trail.Issued.Find(grant.Caller, grant.FromConsole, grant.Time);
        if (issuers.Candidates.Count > 1 || ReferenceEquals(grant.Caller, session)) return null;
        var own = trail.RevealedOf(grant.Caller, grant.FromConsole);
        var behind = issuers.Candidates.Count == 0 && own.SignInSessionArn == grant.MintedSession
            ? new Origins(trail).OfUnissued(grant.Caller, own)
            : Resolve(grant.Caller, grant.FromConsole, issuers, grants + 1);
        if (behind.Origin is null) return null;
        var weaker = behind.Evidence < Evidence.Session ? Evidence.Session : behind.Evidence;
        if (!grant.Caller.IsSession) weaker = Evidence.Session;
        var who = grant.IsAgent ? "an agent, authorized by" : "a sign-in (aws login) of";
        return behind with { Evidence = weaker, Grant = grant, Reason = $"the session carries the sign-in session that {who} {behind.Origin.Label} minted" };
    }

    private Answer Ambiguous(UserIdentity identity, Issuers issuers)
    {
        var origins = new Origins(trail);
        var candidates = issuers.Candidates.Select(c => _walk.From(c).Chain.ToImmutableArray()).Select(chain => new Candidate(origins.OfCaller(chain[^1].Caller), chain)).ToImmutableArray();
        var how = issuers.Tie == Tie.Key ? $"key {identity.AccessKeyId}" : $"session {identity.PrincipalId} of this creation date";
        return new Answer(null, Evidence.Ambiguous, [], candidates, false, null, null, $"{candidates.Length} issuing events fit the {how}");
    }

    private readonly record struct AnswerKey(UserIdentity Identity, bool FromConsole, EventId Issued, Tie Tie);
}
