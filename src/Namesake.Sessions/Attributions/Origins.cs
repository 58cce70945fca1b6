using System.Collections.Immutable;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>Names an identity by what it tells of itself, where no issuing event is at hand.</summary>
internal sealed class Origins(Trail trail, NameProof? proof)
{
    public Answer OfUnissued(UserIdentity identity, Revelation revealed)
    {
        if (!identity.IsSession) return OfItself(identity);
        if (identity.IsIdentityCenterRole && identity.SessionName is { } name)
            return Found(
                new Origin("IdentityCenterUser", revealed.OnBehalfOfStore, identity.AccountId, name, revealed.OnBehalfOfUser, null),
                Evidence.EnforcedName, true, "IAM Identity Center itself names the sessions of its roles after the user");
        if (revealed.OnBehalfOfUser is { } user)
            return Found(OfIdentityCenter(identity.AccountId, user, revealed.OnBehalfOfStore), Evidence.EnforcedName, true, "AWS records the Identity Center user on whose behalf the session acts");
        if (identity is { Type: "FederatedUser", SessionIssuerType: "IAMUser" or "Root" })
            return Found(
                new Origin(identity.SessionIssuerType, identity.SessionIssuerArn, identity.AccountId, identity.SessionIssuerUserName, identity.SessionIssuerPrincipalId, null),
                Evidence.EnforcedName, true, "AWS records in the event who asked for the federation token; the GetFederationToken event is not in these logs");
        return Enforced(identity, revealed) ?? Claimed(identity, revealed);
    }

    /// <summary>Whether the trust policy under which the session was issued let nobody else have its names.</summary>
    private Answer? Enforced(UserIdentity identity, Revelation revealed)
    {
        if (proof is null || trail.Policies.IsEmpty || identity is not { RoleArn: { } arn, RoleName: { } role, SessionName: { } name, CreationDate: { } created }) return null;
        if (arn.Split(':') is not { Length: > 4 } parts || trail.Policies.InForce(parts[4], role, created) is not { Document: not null } policy) return null;
        if (proof(policy, arn, name, revealed.SourceIdentity) is not { } enforced) return null;
        // A change is missing between the two: whichever was in force, it must say the same.
        if (trail.Policies.OtherLookAfter(parts[4], role, created) is { } other && proof(other, arn, name, revealed.SourceIdentity) != enforced) return null;
        var since = policy.EventName == PolicyChange.Snapshot ? $"as audited on {Moment.Of(policy.Time)}" : $"in force since {Moment.Of(policy.Time)} ({policy.EventName}, event {policy.Id})";
        var why = enforced.Carrier == "sole caller" ? "lets nobody else assume the role" : $"lets nobody else have this {enforced.Carrier}";
        return Found(enforced.Origin, Evidence.EnforcedName, enforced.Origin.Type != "AssumedRole", $"the trust policy {since} {why}; the issuing event is not in these logs");
    }

    public Origin OfCaller(UserIdentity caller)
    {
        if (caller is { Type: "IdentityCenterUser", OnBehalfOfUser: { } id }) return OfIdentityCenter(caller.AccountId, id, caller.OnBehalfOfStore, caller.UserName);
        // The other account's copy shows a user only as its unique id; any event of its own account gives the name.
        if (caller.Type == "AWSAccount" && trail.UserOf(caller.PrincipalId) is { } user) caller = user;
        return new Origin(
            caller.Type ?? "Unknown", caller.Arn, caller.AccountId, caller.UserName ?? (caller.Type == "IAMUser" ? NameOf(caller.Arn) : null), caller.PrincipalId,
            caller.Type == "AWSService" ? caller.InvokedBy : null);
    }

    private Origin OfIdentityCenter(string? account, string user, string? store, string? name = null) =>
        new("IdentityCenterUser", store, account, name ?? trail.IdentityCenterName(user, store), user, null);

    private Answer OfItself(UserIdentity identity) => identity.Type switch
    {
        null or "Unknown" when (identity.UserName ?? identity.Arn ?? identity.PrincipalId) is null => Nothing("the event does not say who made it"),
        null or "Unknown" => Found(OfCaller(identity), Evidence.ClaimedName, false, "the event names somebody without saying how AWS knew"),
        "AWSService" => Found(OfCaller(identity), Evidence.Key, true, "the service acted by itself"),
        _ => Found(OfCaller(identity), Evidence.Key, !identity.IsOtherAccountsRole, "the event was made by this identity's own credentials"),
    };

    private static Answer Claimed(UserIdentity identity, Revelation revealed)
    {
        if (identity.ServiceOfLinkedRole is { } service)
            return Nothing($"a session of the service-linked role of {service}, which only that service can assume; its issuing event is not in these logs");
        var missing = identity.HasKey ? $"the event that issued {identity.AccessKeyId} is not in these logs"
            : string.IsNullOrEmpty(identity.AccessKeyId) ? "the event shows no access key"
            : "the event's access key is masked";
        if (revealed.SourceIdentity is { } source)
            return Found(new Origin("Unknown", null, null, source, null, null), Evidence.ClaimedName, false, $"only the source identity says so: {missing}");
        if (identity.SessionName is not { } name) return Nothing(missing);
        if (identity.InvokedBy is { } by) return Nothing($"a session that {by} uses: {missing}");
        if (MadeNames.WhoMakes(name) is { } maker) return Nothing($"{missing}, and the session name was made by {maker}");
        return Found(new Origin("Unknown", null, null, name, null, null), Evidence.ClaimedName, false, $"only the session name says so: {missing}");
    }

    private static Answer Found(Origin origin, Evidence evidence, bool complete, string reason) =>
        new(origin, evidence, [], [], complete, null, null, reason);

    private static Answer Nothing(string reason) => new(null, Evidence.None, [], [], false, null, null, reason);

    private static string? NameOf(string? arn) => arn?[(arn.LastIndexOf('/') + 1)..];
}
