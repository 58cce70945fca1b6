using System.Collections.Immutable;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>
/// Finds the answer for an identity: along the issuing events as far as they go, and from where they end along the
/// sign-in grants, or by what AWS itself says there.
/// </summary>
internal sealed class Answers(Trail trail, NameProof? proof)
{
    private readonly AncestryWalk _walk = new(trail.Issued);
    private readonly Origins _origins = new(trail, proof);

    public Answer Of(UserIdentity identity, bool fromConsole, Issuers issuers) => Of(identity, fromConsole, issuers, new GrantWalk());

    private Answer Of(UserIdentity identity, bool fromConsole, Issuers issuers, GrantWalk grants)
    {
        if (issuers.Candidates.Count == 0) return Beginning(identity, fromConsole, grants);
        if (issuers.Candidates.Count > 1)
        {
            var what = issuers.Tie == Tie.Key ? $"key {identity.AccessKeyId}" : $"session {identity.PrincipalId} of this creation date";
            return Ambiguous([], issuers, grants, $"issuing events fit the {what}");
        }
        var ancestry = _walk.From(issuers.Candidates[0]);
        var chain = ancestry.Chain.ToImmutableArray();
        var evidence = issuers.Tie == Tie.Key && ancestry.AllByKey ? Evidence.Key : Evidence.Session;
        var answer = ancestry.End switch
        {
            WalkEnd.Cycle => new Answer(null, Evidence.None, chain, [], false, null, null, "the credentials issue each other in a circle: these logs are broken or forged"),
            WalkEnd.Ambiguous => Ambiguous(chain, IssuersOf(chain[^1]), grants, $"ways fit beyond {Hops(chain)}"),
            _ => OfChain(chain, evidence, grants),
        };
        var revealed = trail.RevealedOf(identity, fromConsole);
        return WithGrant(answer, revealed, chain) with { Contradiction = Contradictions.Find(trail, identity, revealed, answer) };
    }

    /// <summary>A session with an issuing event may still carry a sign-in session that was minted for an agent, or its caller may.</summary>
    private Answer WithGrant(Answer answer, Revelation revealed, ImmutableArray<IssuedCredential> chain)
    {
        if (answer is { Origin: null } or { Grant.IsAgent: true } || !trail.HasGrants) return answer;
        var grants = chain.Select(c => trail.RevealedOf(c.Caller, c.FromConsole)).Prepend(revealed).Select(r => trail.GrantOf(r.SignInSessionArn)).OfType<SignInGrant>().ToList();
        var grant = grants.Find(g => g.IsAgent) ?? answer.Grant ?? grants.FirstOrDefault();
        return grant is null || grant == answer.Grant ? answer : answer with { Grant = grant, Reason = $"{answer.Reason}, {Through(grant)}" };
    }

    private Answer OfChain(ImmutableArray<IssuedCredential> chain, Evidence evidence, GrantWalk grants)
    {
        var caller = chain[^1].Caller;
        var how = $"{Hops(chain)}, {(evidence == Evidence.Key ? "every hop by its access key" : "a hop without a key by its principal id and creation date")}";
        var beyond = Beginning(caller, chain[^1].FromConsole, grants);
        if (!caller.IsSession)
            return new Answer(_origins.OfCaller(caller), evidence, chain, [], !caller.IsOtherAccountsRole, null, beyond.Grant, beyond.Grant is { } grant ? $"{how}, {Through(grant)}" : how);
        if (beyond.Evidence <= Evidence.EnforcedName)
            return beyond with { Evidence = Weaker(evidence, beyond.Evidence), Chain = [.. chain, .. beyond.Chain], Reason = $"{how}, then: {beyond.Reason}" };
        if (beyond.Evidence == Evidence.Ambiguous)
            return beyond with { Candidates = [.. beyond.Candidates.Select(c => c with { Chain = [.. chain, .. c.Chain] })], Reason = $"{how}, then: {beyond.Reason}" };
        return new Answer(
            _origins.OfCaller(caller), evidence, chain, [], false, null, null,
            $"{how}, back to session {caller.SessionName ?? "?"} of {caller.RoleName ?? caller.Type}; its own issuing event is not in these logs");
    }

    /// <summary>Who is behind credentials that no event at hand issued: whoever granted their sign-in, or whom AWS names.</summary>
    private Answer Beginning(UserIdentity identity, bool fromConsole, GrantWalk grants)
    {
        var revealed = trail.RevealedOf(identity, fromConsole);
        var own = _origins.OfUnissued(identity, revealed);
        if (trail.GrantOf(revealed.SignInSessionArn) is not { } grant) return own;
        if (!identity.IsSession) return own with { Grant = grant, Reason = $"{own.Reason}, {Through(grant)}" };
        // A grant made by the very session that it would explain explains nothing; nor do grants that go round in a circle.
        if (CredentialGroup.Of(identity, fromConsole) == CredentialGroup.Of(grant.Caller, grant.FromConsole) || !grants.Enter(grant)) return own;
        var behind = Behind(grant, grants);
        if (grants.IsCircular || behind.Evidence == Evidence.None) return own;
        var evidence = Weaker(Evidence.Session, behind.Evidence);
        if (own.Evidence == Evidence.EnforcedName && evidence > Evidence.EnforcedName) return own with { Grant = grant };
        var who = grant.IsAgent ? "an agent, authorized by" : "a sign-in (aws login) of";
        var reason = behind.Origin is { } origin ? $"the session carries the sign-in session that {who} {origin.Label} minted" : $"the session carries a minted sign-in session, of whose grant {behind.Reason}";
        return behind with { Evidence = evidence, Grant = grant, Reason = reason };
    }

    private Answer Behind(SignInGrant grant, GrantWalk grants)
    {
        var (caller, issuers) = (grant.Caller, trail.Issued.Find(grant.Caller, grant.FromConsole, grant.Time));
        var own = trail.RevealedOf(caller, grant.FromConsole);
        // A grant made under the sign-in session that it mints, such as a refresh: nothing lies further back.
        return issuers.Candidates.Count == 0 && own.SignInSessionArn == grant.MintedSession ? _origins.OfUnissued(caller, own) : Of(caller, grant.FromConsole, issuers, grants);
    }

    private Answer Ambiguous(ImmutableArray<IssuedCredential> chain, Issuers issuers, GrantWalk grants, string fit)
    {
        var ways = AmbiguousWays.Find(trail.Issued, _walk, chain, issuers);
        // Grants beyond an ambiguous grant would multiply: there each way ends with its session.
        var candidates = ways.Select(way => new Candidate(OriginOf(way[^1], followGrants: grants.IsEmpty), way)).ToImmutableArray();
        return new Answer(null, Evidence.Ambiguous, [], candidates, false, null, null, $"{candidates.Length} {fit}");
    }

    private Origin OriginOf(IssuedCredential last, bool followGrants)
    {
        var unissued = IssuersOf(last).Candidates.Count == 0 && last.Caller.IsSession;
        if (!unissued) return _origins.OfCaller(last.Caller);
        var beyond = followGrants ? Beginning(last.Caller, last.FromConsole, new GrantWalk()) : _origins.OfUnissued(last.Caller, trail.RevealedOf(last.Caller, last.FromConsole));
        return beyond is { Evidence: <= Evidence.EnforcedName, Origin: { } origin } ? origin : _origins.OfCaller(last.Caller);
    }

    private Issuers IssuersOf(IssuedCredential credential) => trail.Issued.Find(credential.Caller, credential.FromConsole, credential.Time);

    private static string Through(SignInGrant grant) => grant.IsAgent ? "by an agent that was authorized in a sign-in grant" : "through a sign-in grant (aws login)";

    private static string Hops(ImmutableArray<IssuedCredential> chain) => chain.Length == 1 ? "one issuing event" : $"a chain of {chain.Length} issuing events";

    private static Evidence Weaker(Evidence a, Evidence b) => a > b ? a : b;
}
