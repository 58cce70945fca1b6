using System.Buffers;
using Namesake.Policy.Model;

namespace Namesake.Policy.Evaluation;

/// <summary>
/// Whether STS would serve a request under a trust policy: what STS itself demands of a request, and every action that
/// the request needs. A source identity needs <c>sts:SetSourceIdentity</c>, session tags need <c>sts:TagSession</c>.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
/// </remarks>
public static class StsAdmission
{
    public const string AssumeRole = "sts:AssumeRole";
    public const string AssumeRoleWithSaml = "sts:AssumeRoleWithSAML";
    public const string AssumeRoleWithWebIdentity = "sts:AssumeRoleWithWebIdentity";
    public const string SetSourceIdentity = "sts:SetSourceIdentity";
    public const string TagSession = "sts:TagSession";

    public const int MinNameLength = 2;
    public const int MaxNameLength = 64;

    /// <summary>The characters of a session name, a source identity and an IAM user name.</summary>
    public static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-");

    /// <summary>The action by which this kind of caller assumes a role.</summary>
    public static string ActionFor(CallerKind kind) => kind switch
    {
        CallerKind.Saml => AssumeRoleWithSaml,
        CallerKind.WebIdentity => AssumeRoleWithWebIdentity,
        _ => AssumeRole,
    };

    public static bool Admits(PolicyDocument policy, Request request) => Admits(PolicySet.Of(policy), request);

    public static bool Admits(PolicySet policies, Request request)
    {
        if (Refusal(request) is not null) return false;
        var context = RequestContext.Of(request);
        foreach (var action in NeededActions(request))
            if (!policies.Allows(context, action))
                return false;
        return true;
    }

    /// <summary>The actions that the trust policy must allow for this request, the request's own first.</summary>
    public static IEnumerable<string> NeededActions(Request request)
    {
        yield return request.Action;
        if (!IsAssume(request.Action)) yield break;
        if (request.SourceIdentity is not null) yield return SetSourceIdentity;
        if (request.Context.Keys.Any(IsSessionTag)) yield return TagSession;
    }

    /// <summary>Whether a request has the key only when it passes session tags.</summary>
    public static bool IsSessionTag(string key) =>
        key.StartsWith("aws:RequestTag/", StringComparison.OrdinalIgnoreCase)
        || key.Equals("aws:TagKeys", StringComparison.OrdinalIgnoreCase)
        || key.Equals("sts:TransitiveTagKeys", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why STS itself refuses the request, whatever the policy says; null when it does not.</summary>
    public static string? Refusal(Request request)
    {
        if (!IsAssume(request.Action)) return null;
        var kind = request.Caller.Kind;
        if (kind is CallerKind.Root) return "an account's root user cannot assume roles";
        if (kind is CallerKind.FederatedUser) return "a session of GetFederationToken cannot assume roles";
        if (kind is CallerKind.Anonymous) return "STS serves no anonymous caller";
        if (!request.Action.Equals(ActionFor(kind), StringComparison.OrdinalIgnoreCase)) return $"a caller of kind {request.Caller.KindName} uses {ActionFor(kind)}, not {request.Action}";
        if (request.SessionName is null) return "every session needs a session name";
        return NameFault("session name", request.SessionName)
            ?? (request.SourceIdentity is { } identity ? SourceIdentityFault(identity) : null);
    }

    private static string? SourceIdentityFault(string identity) =>
        identity.StartsWith("aws:", StringComparison.Ordinal) ? "a source identity may not begin with aws:" : NameFault("source identity", identity);

    private static string? NameFault(string what, string name) =>
        name.Length is < MinNameLength or > MaxNameLength ? $"a {what} has 2 to 64 characters, \"{name}\" has {name.Length}"
        : name.AsSpan().IndexOfAnyExcept(NameCharacters) is var at and >= 0 ? $"the character '{name[at]}' cannot stand in a {what}"
        : null;

    private static bool IsAssume(string action) =>
        action.StartsWith(AssumeRole, StringComparison.OrdinalIgnoreCase);
}
