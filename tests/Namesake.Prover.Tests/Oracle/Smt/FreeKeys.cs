using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>
/// Which condition keys that do not follow from the caller a request may carry: what <see cref="KeyPresence"/> says of the small worlds, for
/// all providers, and the keys that the corpus speaks of beside.
/// </summary>
internal static class FreeKeys
{
    private static readonly string[] Anybodys =
    [
        "aws:SourceIp", "aws:CurrentTime", "aws:EpochTime", "aws:SecureTransport", "aws:UserAgent", "aws:Referer", "aws:RequestedRegion", "aws:SourceVpc", "aws:SourceVpce",
        "aws:VpcSourceIp", "aws:ViaAWSService", "aws:TagKeys", "sts:TransitiveTagKeys", "sts:DurationSeconds",
        "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast",
    ];

    private static readonly string[] Signers = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime", "aws:SignInSessionArn"];

    private static readonly string[] Services = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"];

    private static readonly string[] Lists = ["aws:TagKeys", "sts:TransitiveTagKeys", "aws:PrincipalOrgPaths", "aws:SourceOrgPaths", "aws:ResourceOrgPaths", "aws:CalledVia"];

    /// <summary>Whether a request of this kind of caller may carry the key. What a provider says beside the subject is asked elsewhere.</summary>
    public static bool IsPossible(string key, CallerKind kind)
    {
        var signed = kind is CallerKind.IamUser or CallerKind.RoleSession;
        if (Is(key, "sts:ExternalId")) return signed || kind == CallerKind.Service;
        if (Signers.Any(s => Is(key, s)) || Begins(key, "aws:PrincipalTag/")) return signed;
        if (Is(key, "aws:SourceIdentity") || Is(key, "aws:FederatedProvider")) return kind == CallerKind.RoleSession;
        if (Services.Any(s => Is(key, s))) return kind == CallerKind.Service;
        if (Anybodys.Any(a => Is(key, a)) || Begins(key, "aws:RequestTag/") || Begins(key, "aws:ResourceTag/") || Begins(key, "iam:ResourceTag/") || Begins(key, "custom:")) return true;
        // A session that a token or an assertion made keeps its subject, also when it assumes a further role.
        if (IsSubject(key)) return kind == CallerKind.RoleSession;
        if (Is(key, "saml:sub")) return kind is CallerKind.RoleSession or CallerKind.Saml;
        return Begins(key, "saml:") && kind == CallerKind.Saml;
    }

    public static bool IsList(string key) => Begins(key, "custom:") || key.EndsWith(":amr", StringComparison.OrdinalIgnoreCase) || Lists.Any(l => Is(key, l));

    /// <summary>What the values of a key are, where AWS lets few be; else true of everything.</summary>
    public static string IsInDomain(string key, string value) => key switch
    {
        _ when Is(key, "aws:MultiFactorAuthPresent") || Is(key, "aws:SecureTransport") || Is(key, "aws:ViaAWSService") =>
            Term.Or(Term.Equal(value, Term.Text("true")), Term.Equal(value, Term.Text("false"))),
        _ when Is(key, "aws:SourceAccount") => Term.InLanguage(value, Languages.Account),
        _ when Is(key, "aws:SourceIdentity") => Languages.IsName(value, 2),
        _ => Term.True,
    };

    public static bool IsSubject(string key) => IsClaim(key) && key.EndsWith(":sub", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the key is one of a web identity provider: its host, a colon, the claim.</summary>
    public static bool IsClaim(string key) => key.LastIndexOf(':') is var colon and > 0 && key[..colon].Contains('.', StringComparison.Ordinal) && !Begins(key, "aws:");

    public static bool Is(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string key, string prefix) => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
