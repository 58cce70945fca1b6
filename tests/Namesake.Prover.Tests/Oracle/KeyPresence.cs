using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>
/// Which free condition keys the requests of the small world may carry, by kind of caller: keys that follow from the caller, the session
/// name or the source identity are never free, and a key that nobody knows is never there.
/// </summary>
internal static class KeyPresence
{
    public static bool IsPossible(string key, Caller caller)
    {
        var signed = caller.Kind is CallerKind.IamUser or CallerKind.RoleSession;
        if (Is(key, "sts:ExternalId")) return signed || caller.Kind == CallerKind.Service;
        if (Is(key, "aws:PrincipalOrgID") || Is(key, "aws:MultiFactorAuthPresent") || Is(key, "aws:MultiFactorAuthAge") || Begins(key, "aws:PrincipalTag/")) return signed;
        if (Is(key, "aws:SourceIdentity") || Is(key, "aws:FederatedProvider")) return caller.Kind == CallerKind.RoleSession;
        if (Is(key, "aws:SourceAccount") || Is(key, "aws:SourceArn")) return caller.Kind == CallerKind.Service;
        if (Is(key, "aws:SourceIp") || Is(key, "aws:CurrentTime") || Begins(key, "aws:RequestTag/") || Is(key, "sts:DurationSeconds")) return true;
        if (Is(key, "custom:key")) return true;
        // A session that a token or an assertion made keeps its subject, also when it assumes a further role.
        if (Is(key, "accounts.google.com:sub")) return caller.Kind == CallerKind.RoleSession;
        // An assertion's subject need not be the name that it gives the session.
        if (Is(key, "saml:sub")) return caller.Kind is CallerKind.RoleSession or CallerKind.Saml;
        if (Begins(key, "saml:")) return caller.Kind == CallerKind.Saml;
        var colon = key.LastIndexOf(':');
        return colon > 0 && caller.Kind == CallerKind.WebIdentity
            && caller.Arn.EndsWith(key[..colon], StringComparison.OrdinalIgnoreCase) && !key.EndsWith(":sub", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Is(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string key, string prefix) => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
