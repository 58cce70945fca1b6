using Namesake.Policy.Model;

namespace Namesake.App.Commands;

/// <summary>A role as a user names it.</summary>
/// <param name="Arn">Its ARN, where he gave one.</param>
/// <param name="Account">Its account, where he said which.</param>
/// <param name="Name">Its name.</param>
internal sealed record RoleName(Arn? Arn, string? Account, string Name)
{
    private const int MaxLength = 64;

    /// <returns>Null where the text is neither an ARN of a role nor can be a role's name.</returns>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html</remarks>
    public static RoleName? Of(string text)
    {
        if (Policy.Model.Arn.TryParse(text, out var arn))
            return arn is { Service: "iam", ResourceType: "role" } && AccountId.TryParse(arn.Account, out var account) && Last(arn.ResourceId) is { Length: > 0 } name ? new RoleName(arn, account.Digits, name) : null;
        return text.Length is > 0 and <= MaxLength && text.AsSpan().IndexOfAnyExcept(Policy.Evaluation.StsAdmission.NameCharacters) < 0 ? new RoleName(null, null, text) : null;
    }

    public override string ToString() => Arn?.ToString() ?? $"a role {Name}";

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];
}
