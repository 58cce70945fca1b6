using System.Buffers;
using System.Collections.Immutable;

namespace Namesake.Audit.Replay;

/// <summary>What whoever would be refused has to change, in the words of his tool. Names in it are of the characters that STS takes, and so is the role's ARN, or it is left out.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html,
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html (role_session_name; there is no setting for
/// a source identity), https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html,
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs (assume_role), and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
/// </remarks>
internal static class ToolAdvice
{
    private const string SamlAttributes = "https://aws.amazon.com/SAML/Attributes/";

    private const string NoRole = "ROLE-ARN";

    private static readonly SearchValues<char> ArnCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-:/");

    /// <param name="tool">The tool.</param>
    /// <param name="eventName">How the role was assumed.</param>
    /// <param name="role">The role's ARN.</param>
    /// <param name="givenName">The session name that was given last.</param>
    /// <param name="change">Other names that serve; null where none does.</param>
    public static ImmutableArray<string> Of(Tool tool, string eventName, string role, string? givenName, NameChange? change)
    {
        if (change is null) return [tool == Tool.Service
            ? "the service names its sessions itself: give it a statement of its own that the new condition does not concern, or exempt the role"
            : "no name lets this caller in: leave him a statement of his own, or let him come another way"];
        if (!IsPlain(role)) role = NoRole;
        return eventName switch
        {
            "AssumeRoleWithSAML" => OfSaml(change),
            "AssumeRoleWithWebIdentity" => OfWebIdentity(change),
            _ => [.. Of(tool, role, change, new Names(change.SessionName ?? givenName, change.SourceIdentity)), .. Permission(change)],
        };
    }

    // A path may hold nearly any character (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html), and what is
    // advised is pasted into shells and into code: quotes and dollars of somebody else's have no place there.
    private static bool IsPlain(string role) => role.AsSpan().IndexOfAnyExcept(ArnCharacters) < 0;

    private static IEnumerable<string> Of(Tool tool, string role, NameChange change, Names names) => tool switch
    {
        Tool.AwsCli => Cli(role, change, names),
        Tool.Boto3 when change.SourceIdentity is null => [Profile(role, change.SessionName!), $"or in the code: sts.assume_role(RoleArn=\"{role}\", {names.Written("RoleSessionName=", "SourceIdentity=")})"],
        Tool.Boto3 => [NoSetting, $"sts.assume_role(RoleArn=\"{role}\", {names.Written("RoleSessionName=", "SourceIdentity=")})"],
        Tool.Go => Config(role, change, $"stscreds.NewAssumeRoleProvider(client, \"{role}\", func(o *stscreds.AssumeRoleOptions) {{ {names.Written("o.RoleSessionName = ", "o.SourceIdentity = aws.String(", "; ", ")")} }})"),
        Tool.Java => Config(role, change, $"AssumeRoleRequest.builder().roleArn(\"{role}\"){names.Written(".roleSessionName(", ".sourceIdentity(", "", ")", ")")}.build()"),
        Tool.JavaScript => Config(role, change, $"fromTemporaryCredentials({{ params: {{ RoleArn: \"{role}\", {names.Written("RoleSessionName: ", "SourceIdentity: ")} }} }})"),
        Tool.DotNet => Config(role, change, names.SourceIdentity is { } identity
            ? $"new AssumeRoleAWSCredentials(source, \"{role}\", \"{names.SessionName}\", new AssumeRoleAWSCredentialsOptions {{ SourceIdentity = \"{identity}\" }})"
            : $"new AssumeRoleAWSCredentials(source, \"{role}\", \"{names.SessionName}\")"),
        Tool.Ruby => Config(role, change, $"Aws::AssumeRoleCredentials.new(client: sts, role_arn: \"{role}\", {names.Written("role_session_name: ", "source_identity: ")})"),
        Tool.Php => Config(role, change, $"$sts->assumeRole(['RoleArn' => \"{role}\", {names.Written("'RoleSessionName' => ", "'SourceIdentity' => ")}])"),
        Tool.Rust => Config(role, change, $"sts.assume_role().role_arn(\"{role}\"){names.Written(".role_session_name(", ".source_identity(", "", ")", ")")}.send()"),
        Tool.PowerShell => [$"Use-STSRole -RoleArn \"{role}\" {names.Written("-RoleSessionName ", "-SourceIdentity ", " ")}"],
        Tool.Terraform => [$"provider \"aws\" {{ assume_role {{ role_arn = \"{role}\", {names.Written("session_name = ", "source_identity = ")} }} }}, a setting a line; the same in the backend \"s3\" block"],
        Tool.Console => [change.SourceIdentity is null
            ? $"the console names the session after whoever switches and takes no other name: sign in as {change.SessionName}, or use the CLI with role_session_name = {change.SessionName}"
            : $"the console cannot set a source identity: {Command(role, names)}"],
        _ => [$"give AssumeRole {names.Written("RoleSessionName = ", "SourceIdentity = ")}"],
    };

    private const string NoSetting = "a source identity cannot be set in ~/.aws/config";

    private static IEnumerable<string> Cli(string role, NameChange change, Names names) => change.SourceIdentity is null
        ? [Profile(role, change.SessionName!)]
        : [$"{NoSetting}: call it yourself, in a credential_process or before the work: {Command(role, names)}"];

    // All of these SDKs read the file that the CLI reads, where the role is named in a profile.
    private static IEnumerable<string> Config(string role, NameChange change, string code) =>
        change.SourceIdentity is null ? [Profile(role, change.SessionName!), $"or in the code: {code}"] : [NoSetting, code];

    private static string Profile(string role, string name) => $"in ~/.aws/config, in the profile with role_arn = {role}: role_session_name = {name}";

    private static string Command(string role, Names names) => $"aws sts assume-role --role-arn {role} --role-session-name {names.SessionName} --source-identity {names.SourceIdentity}";

    private static ImmutableArray<string> OfSaml(NameChange change) =>
    [
        .. change.SessionName is { } name ? (string[])[$"the identity provider names the session: let its attribute {SamlAttributes}RoleSessionName be {name}"] : [],
        .. change.SourceIdentity is { } identity ? (string[])[$"let its attribute {SamlAttributes}SourceIdentity be {identity}"] : [],
    ];

    private static ImmutableArray<string> OfWebIdentity(NameChange change) =>
    [
        .. change.SessionName is { } name ? (string[])[$"AWS_ROLE_SESSION_NAME={name}, or role_session_name = {name} in the profile with web_identity_token_file"] : [],
        .. change.SourceIdentity is { } identity ? (string[])[$"let the token's claim https://aws.amazon.com/source_identity be {identity}"] : [],
    ];

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html#id_credentials_temp_control-access_monitor-perms
    private static IEnumerable<string> Permission(NameChange change) =>
        change.SourceIdentity is null ? [] : ["whoever calls needs sts:SetSourceIdentity on the role in his own policies too"];

    /// <summary>The names to give: the session name always, which the API demands.</summary>
    private sealed record Names(string? SessionName, string? SourceIdentity)
    {
        public string Written(string sessionName, string sourceIdentity, string between = ", ", string identityEnd = "", string nameEnd = "") =>
            $"{sessionName}\"{SessionName}\"{nameEnd}{(SourceIdentity is null ? "" : $"{between}{sourceIdentity}\"{SourceIdentity}\"{identityEnd}")}";
    }
}
