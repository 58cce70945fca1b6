using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>A demand that a request bear its caller's name, as a condition and as its contrary for a Deny.</summary>
/// <param name="Carrier">Which name is to tell the caller: the session name or the source identity.</param>
/// <param name="Of">The kind of caller that has such a name.</param>
/// <param name="Operator">The operator of the condition.</param>
/// <param name="Contrary">The operator that holds where the condition does not.</param>
/// <param name="Key">The condition key.</param>
/// <param name="Value">Its one value.</param>
internal sealed record RightName(Carrier Carrier, CallerKind Of, string Operator, string Contrary, string Key, string Value)
{
    public const string UserName = "${aws:username}";
    public const string AccountAndUserName = "${aws:PrincipalAccount}-${aws:username}";

    /// <summary>A session's source identity, as its caller brought it along: it persists through chains and cannot be changed.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html</remarks>
    public const string SourceIdentityKey = "aws:SourceIdentity";

    private const string UserId = "aws:userid";

    /// <summary>The name that is to tell the caller.</summary>
    public string NameKey => KeyOf(Carrier);

    /// <summary>How many characters stand around a user's name: a name has 64 at most.</summary>
    public int Around =>
        Value.Replace(AccountAndUserName, "123456789012-", StringComparison.Ordinal).Replace(UserName, "", StringComparison.OrdinalIgnoreCase).Length;

    /// <summary>Whether the user's name, with what stands around it, is of a length that names may have.</summary>
    public bool Fits(string userName) => userName.Length + Around is >= StsAdmission.MinNameLength and <= StsAdmission.MaxNameLength;

    public string Demand => $"{Operator} {Key} {Value}";

    /// <summary>A user's name, with whatever the template puts around it.</summary>
    public static RightName OfUser(Carrier carrier, string template) =>
        new(carrier, CallerKind.IamUser, "StringEquals", "StringNotEquals", KeyOf(carrier), template);

    /// <summary>The own name of a role session, which is what its unique id ends with.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable</remarks>
    public static RightName OfSession(Carrier carrier) =>
        new(carrier, CallerKind.RoleSession, "StringLike", "StringNotLike", UserId, $"*:${{{KeyOf(carrier)}}}");

    /// <summary>The source identity that a role session brings along: it tells a person only where the operator says so.</summary>
    public static RightName OfBroughtIdentity(Carrier carrier) =>
        new(carrier, CallerKind.RoleSession, "StringEquals", "StringNotEquals", KeyOf(carrier), $"${{{SourceIdentityKey}}}");

    private static string KeyOf(Carrier carrier) => carrier == Carrier.SourceIdentity ? KeyCatalogue.SourceIdentity : KeyCatalogue.SessionName;
}
