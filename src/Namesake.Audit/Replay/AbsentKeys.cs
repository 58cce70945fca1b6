using Namesake.Policy.Model;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Replay;

/// <summary>Which condition keys a request is known not to have had, where the log shows no value for them.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
/// </remarks>
internal static class AbsentKeys
{
    /// <param name="key">The key, in lower case.</param>
    /// <param name="kind">The kind of the caller.</param>
    /// <param name="issued">The call.</param>
    public static bool Includes(string key, CallerKind kind, IssuedCredential issued)
    {
        if (key.StartsWith("aws:requesttag/", StringComparison.Ordinal)) return issued.Call is { Tagged: false };
        return key switch
        {
            "sts:externalid" => issued.EventName != "AssumeRole" || issued.Call is not null,
            "aws:tagkeys" or "sts:transitivetagkeys" => issued.Call is { Tagged: false },
            "aws:multifactorauthpresent" => issued.Call is { Mfa: null } && NeverTellsOfMfa(kind, issued),
            "aws:multifactorauthage" => issued.Call is { Mfa: false } || (issued.Call is { Mfa: null } && NeverTellsOfMfa(kind, issued)),
            "aws:username" => kind != CallerKind.IamUser,
            "aws:sourceidentity" => kind is CallerKind.Service or CallerKind.Saml or CallerKind.WebIdentity || HasLongTermKey(issued),
            "aws:federatedprovider" => kind == CallerKind.IamUser,
            "aws:tokenissuetime" => HasLongTermKey(issued),
            "aws:sourcevpc" or "aws:sourcevpce" or "aws:vpcsourceip" => PublicAddress.Of(issued.SourceAddress) is not null,
            "aws:sourcearn" or "aws:sourceaccount" or "aws:sourceorgid" or "aws:sourceorgpaths" => kind != CallerKind.Service && issued.Caller.InvokedBy is null,
            "aws:calledvia" or "aws:calledviafirst" or "aws:calledvialast" => issued.Caller.InvokedBy is null,
            "aws:principalservicename" or "aws:principalservicenameslist" => kind != CallerKind.Service,
            _ => IsOfProvider(key, kind),
        };
    }

    // Whoever brings no assertion and no token has none of the keys that come of them.
    private static bool IsOfProvider(string key, CallerKind kind) => key[..Math.Max(0, key.LastIndexOf(':'))] switch
    {
        "" or "aws" or "sts" => false,
        "saml" => kind != CallerKind.Saml,
        var other => !other.StartsWith("aws:", StringComparison.Ordinal) && !other.StartsWith("sts:", StringComparison.Ordinal) && kind is not (CallerKind.WebIdentity or CallerKind.Saml),
    };

    // The log of the role's account shows nothing of the session of another account's caller: silence says nothing there.
    private static bool NeverTellsOfMfa(CallerKind kind, IssuedCredential issued) =>
        kind is CallerKind.Service or CallerKind.Saml or CallerKind.WebIdentity || HasLongTermKey(issued);

    private static bool HasLongTermKey(IssuedCredential issued) => issued.Caller.AccessKeyId?.StartsWith("AKIA", StringComparison.Ordinal) == true;
}
