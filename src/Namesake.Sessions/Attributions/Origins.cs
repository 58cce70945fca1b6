using System.Collections.Immutable;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>Names the identity at the end of a chain, or of an event that has none.</summary>
internal sealed class Origins(Trail trail)
{
    public Answer OfChain(ImmutableArray<IssuedCredential> chain, WalkEnd end, Evidence evidence, Revelation revealed)
    {
        var last = chain[^1];
        var caller = last.Caller;
        var how = evidence == Evidence.Key ? "every hop by its access key" : "a hop without a key by its principal id and creation date";
        if (!caller.IsSession)
            return Found(OfCaller(caller), evidence, chain, complete: !IsRoleId(caller), $"{Hops(chain)}, {how}");
        if (end == WalkEnd.Reached && OfUnissued(caller, revealed) is { Evidence: Evidence.EnforcedName } named)
            return Found(named.Origin!, Evidence.EnforcedName, chain, complete: true, $"{Hops(chain)}, {how}, then: {named.Reason}");
        var why = end switch
        {
            WalkEnd.Cycle => "the keys issue each other in a circle: these logs are broken or forged",
            WalkEnd.Ambiguous => "several issuing events fit the next hop",
            _ => "its own issuing event is not in these logs",
        };
        return Found(OfCaller(caller), evidence, chain, complete: false, $"{Hops(chain)}, {how}, back to session {caller.SessionName ?? "?"} of {caller.RoleName ?? caller.Type}; {why}");
    }

    /// <summary>What an identity tells of itself, where no issuing event is at hand.</summary>
    public Answer OfUnissued(UserIdentity identity, Revelation revealed)
    {
        if (!identity.IsSession) return Found(OfCaller(identity), Evidence.Key, [], !IsRoleId(identity), Direct(identity));
        if (identity.IsIdentityCenterRole && identity.SessionName is { } name)
            return Found(
                new Origin("IdentityCenterUser", null, identity.AccountId, name, revealed.OnBehalfOfUser, null),
                Evidence.EnforcedName, [], true, "IAM Identity Center itself names the sessions of its roles after the user");
        if (revealed.OnBehalfOfUser is { } user)
            return Found(
                new Origin("IdentityCenterUser", revealed.OnBehalfOfStore, identity.AccountId, null, user, null),
                Evidence.EnforcedName, [], true, "AWS records the Identity Center user on whose behalf the session acts");
        if (identity is { Type: "FederatedUser", SessionIssuerType: "IAMUser", SessionIssuerUserName: { } issuer })
            return Found(
                new Origin("IAMUser", identity.SessionIssuerArn, identity.AccountId, issuer, identity.SessionIssuerPrincipalId, null),
                Evidence.EnforcedName, [], true, "AWS records in the event which user asked for the federation token; the GetFederationToken event is not in these logs");
        return Claimed(identity, revealed);
    }

    public Origin OfCaller(UserIdentity caller)
    {
        // The other account's copy shows a user only as its unique id; any event of its own account gives the name.
        if (caller.Type == "AWSAccount" && trail.UserOf(caller.PrincipalId) is { } user) caller = user;
        return new Origin(
            caller.Type ?? "Unknown", caller.Arn, caller.AccountId, caller.UserName ?? (caller.Type == "IAMUser" ? NameOf(caller.Arn) : null), caller.PrincipalId,
            caller.Type == "AWSService" ? caller.InvokedBy : null);
    }

    private static Answer Claimed(UserIdentity identity, Revelation revealed)
    {
        if (identity.ServiceOfLinkedRole is { } service)
            return Nothing($"a session of the service-linked role of {service}, which only that service can assume; its issuing event is not in these logs");
        var missing = string.IsNullOrEmpty(identity.AccessKeyId) ? "the event shows no access key" : $"the event that issued {identity.AccessKeyId} is not in these logs";
        if (revealed.SourceIdentity is { } source)
            return Found(new Origin("Unknown", null, null, source, null, null), Evidence.ClaimedName, [], false, $"only the source identity says so: {missing}");
        if (identity.SessionName is not { } name) return Nothing(missing);
        if (identity.InvokedBy is { } by) return Nothing($"a session that {by} uses: {missing}");
        if (MadeNames.WhoMakes(name) is { } maker) return Nothing($"{missing}, and the session name was made by {maker}");
        return Found(new Origin("Unknown", null, null, name, null, null), Evidence.ClaimedName, [], false, $"only the session name says so: {missing}");
    }

    private static string Direct(UserIdentity identity) => identity.Type switch
    {
        "AWSService" => "the service acted by itself",
        _ => "the event was made by this identity's own credentials",
    };

    private static string Hops(ImmutableArray<IssuedCredential> chain) => chain.Length == 1 ? "one issuing event" : $"a chain of {chain.Length} issuing events";

    private static Answer Found(Origin origin, Evidence evidence, ImmutableArray<IssuedCredential> chain, bool complete, string reason) =>
        new(origin, evidence, chain, [], complete, null, null, reason);

    private static Answer Nothing(string reason) => new(null, Evidence.None, [], [], false, null, null, reason);

    private static bool IsRoleId(UserIdentity caller) =>
        caller.Type == "AWSAccount" && caller.PrincipalId?.StartsWith("AROA", StringComparison.Ordinal) == true;

    private static string? NameOf(string? arn) => arn?[(arn.LastIndexOf('/') + 1)..];
}
