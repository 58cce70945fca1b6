using System.Diagnostics.CodeAnalysis;

namespace Namesake.Policy.Model;

/// <summary>An AWS account id: twelve digits, leading zeros included.</summary>
/// <remarks>https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html</remarks>
public sealed record AccountId
{
    private AccountId(string digits) => Digits = digits;

    public string Digits { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out AccountId? account)
    {
        account = text is { Length: 12 } && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? new AccountId(text) : null;
        return account is not null;
    }

    /// <summary>The account of the text, which must be one: for constants.</summary>
    /// <exception cref="ArgumentException">The text is not twelve digits.</exception>
    public static AccountId Of(string text) =>
        TryParse(text, out var account) ? account : throw new ArgumentException($"'{text}' is not an account id", nameof(text));

    public override string ToString() => Digits;
}
