using Namesake.Policy.Model;

namespace Namesake.Audit.Replay;

/// <summary>The caller of a recorded call.</summary>
/// <param name="Caller">The caller; without a true ARN where <paramref name="IsNamed"/> is false.</param>
/// <param name="IsNamed">Whether the log says which user, role or provider it is, and not only of which account and kind.</param>
internal sealed record RecordedCaller(Caller Caller, bool IsNamed)
{
    private const string Nobody = "";

    /// <returns>Null where the log does not even tell the kind.</returns>
    /// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html</remarks>
    public static RecordedCaller? Of(RecordedCall call)
    {
        var identity = call.Issued.Caller;
        var account = AccountId.TryParse(identity.AccountId, out var id) ? id : null;
        return identity.Type switch
        {
            "IAMUser" when account is not null && identity is { UserName: { } name, Arn: { } arn } => new(new Caller(CallerKind.IamUser, arn, account, name), true),
            "IAMUser" => new(new Caller(CallerKind.IamUser, Nobody, account, null), false),
            "AssumedRole" when identity.Arn is { } arn => new(new Caller(CallerKind.RoleSession, arn, account, null), true),
            "AssumedRole" => new(new Caller(CallerKind.RoleSession, Nobody, account, null), false),
            "AWSAccount" => OfOtherAccount(call, account),
            "AWSService" => identity.InvokedBy is { } service && service.Contains('.', StringComparison.Ordinal) ? new(new Caller(CallerKind.Service, service, null, null), true) : new(new Caller(CallerKind.Service, Nobody, null, null), false),
            "SAMLUser" => Federated(CallerKind.Saml, call.Issued.Call?.Provider, identity.UserName),
            "WebIdentityUser" => Federated(CallerKind.WebIdentity, ProviderOf(call), identity.UserName),
            _ => null,
        };
    }

    // The role's account knows the caller as a unique id alone; the events of the caller's account may have named it.
    private static RecordedCaller? OfOtherAccount(RecordedCall call, AccountId? account)
    {
        var id = call.Issued.Caller.PrincipalId;
        if (call.Person is { Type: "IAMUser", Arn: { } arn, UserName: { } name } person && person.PrincipalId == id) return new(new Caller(CallerKind.IamUser, arn, account, name), true);
        if (id?.StartsWith("AIDA", StringComparison.Ordinal) == true) return new(new Caller(CallerKind.IamUser, Nobody, account, null), false);
        return id?.StartsWith("AROA", StringComparison.Ordinal) == true ? new(new Caller(CallerKind.RoleSession, Nobody, account, null), false) : null;
    }

    private static RecordedCaller Federated(CallerKind kind, string? provider, string? subject) => new(new Caller(kind, provider ?? Nobody, null, subject), provider is not null);

    private static string? ProviderOf(RecordedCall call) =>
        call.Issued.Call?.Provider is { } provider && Arn.TryParse(provider, out _) ? provider : call.Issued.Caller.IdentityProvider ?? call.Issued.Call?.Provider;
}
