using System.CommandLine;
using System.CommandLine.Parsing;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Commands;

/// <summary>Options by which a verb reads AWS itself, in place of inputs.</summary>
internal sealed class LiveOptions
{
    public const string DefaultRole = "OrganizationAccountAccessRole";

    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html</remarks>
    private const int LongestRole = 64 + 512;

    private readonly AwsChoiceOptions _as = new("read");
    private readonly Option<bool> _org = new("--org") { Description = "Read every active account of the organization" };
    private readonly Option<string> _orgRole = new("--org-role") { Description = $"The role that --org assumes in each account but its own, with its path (default: {DefaultRole})", DefaultValueFactory = _ => DefaultRole };

    private readonly Option<bool> _trails = new("--trails") { Description = "Also say what is wrong with the trails, on which all answers about the past rest" };

    /// <param name="command">The verb.</param>
    /// <param name="inputs">What it reads else; null where it always asks AWS.</param>
    /// <param name="ofInputs">Options that make no sense of a living account.</param>
    public void Add(Command command, Argument<string[]>? inputs, params Option[] ofInputs)
    {
        foreach (var option in All) command.Add(option);
        if (inputs is not null) command.Add(_as.Live);
        _orgRole.Validators.Add(result =>
        {
            if (result.Tokens is [var role] && !IsRoleName(role.Value)) result.AddError($"\"{role.Value}\" is no role's name");
        });
        command.Validators.Add(result =>
        {
            if (IsGiven(result, _orgRole) && !IsGiven(result, _org)) result.AddError("--org-role is of an organization: give --org");
            if (inputs is null) return;
            var isLive = IsGiven(result, _as.Live) || All.Any(o => IsGiven(result, o));
            if (result.GetResult(inputs) is { Tokens.Count: > 0 } == isLive) result.AddError(isLive ? "give inputs or a living account, not both" : "give inputs, or an account to read (--profile, --org, --live)");
            foreach (var stray in ofInputs.Where(o => isLive && IsGiven(result, o))) result.AddError($"{stray.Name} is of inputs: a living account is read now");
        });
    }

    /// <summary>Lets the verb look at trails too.</summary>
    public void AddTrails(Command command)
    {
        command.Add(_trails);
        command.Validators.Add(result =>
        {
            if (IsGiven(result, _trails) && !IsGiven(result, _as.Live) && !All.Any(o => IsGiven(result, o))) result.AddError("--trails is of a living account: give --profile, --org or --live");
        });
    }

    public LiveQuestion Of(ParseResult parsed) =>
        new(_as.Of(parsed), parsed.GetValue(_org) ? parsed.GetRequiredValue(_orgRole) : null) { WithTrails = parsed.GetValue(_trails) };

    /// <returns>Null where inputs are read.</returns>
    public LiveQuestion? Of(ParseResult parsed, Argument<string[]> inputs) => parsed.GetValue(inputs) is { Length: > 0 } ? null : Of(parsed);

    /// <summary>The partition as far as the options tell it.</summary>
    public static string PartitionOf(LiveQuestion question) => AwsChoice.PartitionOf(question.Choice);

    private Option[] All => [_as.Profile, _as.Region, _as.RoleArn, _org, _orgRole];

    internal static bool IsRoleName(string text) => text.Length is > 0 and <= LongestRole && text[0] != '/' && text[^1] != '/' && text.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-/".Contains(c, StringComparison.Ordinal));

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
