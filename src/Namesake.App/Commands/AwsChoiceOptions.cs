using System.CommandLine;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Commands;

/// <summary>Options that say as whom AWS is asked.</summary>
/// <param name="work">What is done in the account, for the help: <c>read</c>.</param>
internal sealed class AwsChoiceOptions(string work)
{
    public Option<bool> Live { get; } = new("--live") { Description = "Read the account of the credentials at hand (environment, sign-in, container, instance)" };

    public Option<string?> Profile { get; } = new("--profile") { Description = $"The profile of ~/.aws/config whose account is {work}" };

    public Option<string?> Region { get; } = new("--region") { Description = "The Region; it also tells the partition (aws, aws-cn, aws-us-gov)" };

    public Option<string?> RoleArn { get; } = RoleArnOption(work);

    public AwsChoice Of(ParseResult parsed) => new(parsed.GetValue(Profile), parsed.GetValue(Region), parsed.GetValue(RoleArn));

    public static bool IsRole(string text) => Arn.TryParse(text, out var arn) && arn is { Service: "iam", ResourceType: "role" } && AccountId.TryParse(arn.Account, out _);

    private static Option<string?> RoleArnOption(string work)
    {
        var option = new Option<string?>("--role-arn") { Description = $"A role to assume first, as which the account is {work}" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var arn] && !IsRole(arn.Value)) result.AddError($"\"{arn.Value}\" is no role's ARN: write arn:aws:iam::ACCOUNT:role/NAME");
        });
        return option;
    }
}
