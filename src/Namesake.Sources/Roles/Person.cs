using Namesake.Policy.Model;

namespace Namesake.Sources.Roles;

/// <summary>An IAM user that an input lists.</summary>
internal sealed record Person(AccountId Account, string Name)
{
    /// <summary>The user of these texts of one object; null where they are not a user's.</summary>
    public static Person? Of(string? name, string? arn) =>
        name is { Length: > 0 } && Arn.TryParse(arn, out var parsed) && parsed is { Service: "iam", ResourceType: "user" } && AccountId.TryParse(parsed.Account, out var account)
            ? new Person(account, name) : null;
}
