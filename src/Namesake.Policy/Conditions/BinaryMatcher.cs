using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>BinaryEquals: bytes in base64, compared byte for byte.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals</remarks>
public sealed class BinaryMatcher(string value) : ValueMatcher
{
    private readonly byte[]? _bytes = Parse(value);

    public override bool Matches(string value, RequestContext context) =>
        _bytes is not null && Parse(value) is { } given && given.AsSpan().SequenceEqual(_bytes);

    public override string? WhyDead(RequestContext context) => _bytes is null ? "it is not base64" : null;

    private static byte[]? Parse(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }
}
