using Namesake.Policy.Model;

namespace Namesake.Prover.Languages;

/// <summary>Whether a condition key is in the requests of a kind of caller.</summary>
public enum Presence
{
    Never,
    Sometimes,
    Always,

    /// <summary>The key is not modelled: nothing may rest on it.</summary>
    Unmodelled,

    /// <summary>It has the prefix of AWS's own keys, but no such key is known: a misspelling, or one newer than this list.</summary>
    Unlisted,
}

/// <summary>Which condition keys requests to assume a role carry, by kind of caller.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
/// </remarks>
public static class KeyCatalogue
{
    public const string SessionName = "sts:RoleSessionName";
    public const string SourceIdentity = "sts:SourceIdentity";
    public const string UserName = "aws:username";

    /// <summary>Keys whose value the request's own parts decide: a search may not choose them freely.</summary>
    private static readonly HashSet<string> Derived = new(StringComparer.OrdinalIgnoreCase)
    {
        UserName, SessionName, SourceIdentity, "aws:userid", "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType",
        "aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:FederatedProvider",
    };

    private static readonly HashSet<string> Signed = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:userid", "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType",
    };

    private static readonly HashSet<string> SignedSometimes = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime",
        "aws:SignInSessionArn",
    };

    private static readonly HashSet<string> ServiceOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList",
    };

    private static readonly HashSet<string> Anybody = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:AssumedRoot", "aws:ChatbotSourceArn", "aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4", "aws:SourceVpcArn",
        "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths", "aws:CalledViaAWSMCP", "aws:ViaAWSMCPService", "aws:IsMcpServiceAction",
        "sts:AWSServiceName", "sts:RequestContextProviders", "sts:TaskPolicyArn", "sts:IdentityTokenAudience", "sts:SigningAlgorithm",
        "aws:CurrentTime", "aws:EpochTime", "aws:SourceIp", "aws:SecureTransport", "aws:UserAgent", "aws:Referer", "aws:RequestedRegion",
        "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp", "aws:TagKeys", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths",
        "aws:ViaAWSService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "sts:TransitiveTagKeys", "sts:DurationSeconds",
    };

    private static readonly HashSet<string> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:TagKeys", "aws:PrincipalOrgPaths", "aws:ResourceOrgPaths", "aws:SourceOrgPaths", "aws:CalledVia", "aws:PrincipalServiceNamesList",
        "sts:TransitiveTagKeys", "aws:VpceOrgPaths",
    };

    /// <summary>Whether a request has one value of the key at most; of keys that are not known, nothing is.</summary>
    public static bool HasOneValue(string key) =>
        !Lists.Contains(key) && !Begins(key, "saml:") && !key.EndsWith(":amr", StringComparison.OrdinalIgnoreCase)
        && PresenceFor(key, CallerKind.IamUser) is not (Presence.Unmodelled or Presence.Unlisted);

    /// <summary>Whether a request may carry the key with a value of the caller's choice, as far as is known.</summary>
    public static bool MayBeGiven(string key, CallerKind kind) =>
        PresenceFor(key, kind) is not (Presence.Never or Presence.Unlisted) && !(kind == CallerKind.Service && Derived.Contains(key));

    public static Presence PresenceFor(string key, CallerKind kind)
    {
        var signed = kind is CallerKind.IamUser or CallerKind.RoleSession;
        if (Is(key, SessionName)) return Presence.Always;
        if (Is(key, SourceIdentity)) return Presence.Sometimes;
        if (Is(key, UserName)) return kind == CallerKind.IamUser ? Presence.Always : Presence.Never;
        if (Is(key, "aws:SourceIdentity")) return kind == CallerKind.RoleSession ? Presence.Sometimes : Presence.Never;
        if (Is(key, "aws:PrincipalIsAWSService")) return signed || kind == CallerKind.Service ? Presence.Always : Presence.Never;
        if (Is(key, "aws:FederatedProvider"))
            return kind is CallerKind.Saml or CallerKind.WebIdentity ? Presence.Always : kind == CallerKind.RoleSession ? Presence.Sometimes : Presence.Never;
        if (Is(key, "sts:ExternalId")) return signed || kind == CallerKind.Service ? Presence.Sometimes : Presence.Never;
        // The guide says of some of these that every request has them; what they are for a service it does not say.
        if (Signed.Contains(key)) return signed ? Presence.Always : kind == CallerKind.Service ? Presence.Unmodelled : Presence.Never;
        if (SignedSometimes.Contains(key) || Begins(key, "aws:PrincipalTag/")) return signed ? Presence.Sometimes : Presence.Never;
        if (ServiceOnly.Contains(key)) return kind == CallerKind.Service ? Presence.Sometimes : Presence.Never;
        if (Anybody.Contains(key) || Begins(key, "aws:RequestTag/") || Begins(key, "sts:RequestContext/") || Begins(key, "aws:ResourceTag/") || Begins(key, "iam:ResourceTag/")) return Presence.Sometimes;
        // Sessions made through a provider keep some of its keys, so that a role session may carry them too.
        if (Begins(key, "saml:")) return kind is CallerKind.Saml or CallerKind.RoleSession ? Presence.Sometimes : Presence.Never;
        // A global key has one colon: "aws:sts:RoleSessionName" is a misspelling that no request ever carries.
        if (Begins(key, "aws:") && key.LastIndexOf(':') > 3) return Presence.Never;
        var provider = key.LastIndexOf(':') is var colon and > 0 && key[..colon].Contains('.', StringComparison.Ordinal);
        if (provider) return kind is CallerKind.WebIdentity or CallerKind.RoleSession ? Presence.Sometimes : Presence.Never;
        return Begins(key, "aws:") || Begins(key, "sts:") ? Presence.Unlisted : Presence.Unmodelled;
    }

    public static bool Is(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string key, string prefix) => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
