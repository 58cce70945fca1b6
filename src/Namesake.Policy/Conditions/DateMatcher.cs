using System.Globalization;
using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>DateEquals, DateLessThan, … : the ISO 8601 forms of the W3C profile, or seconds since 1970.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date</remarks>
public sealed class DateMatcher(string value, Comparison comparison) : ValueMatcher
{
    private static readonly string[] Forms =
    [
        "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    private readonly DateTimeOffset? _date = Parse(value);

    public Comparison Comparison => comparison;

    public override bool Matches(string value, RequestContext context) =>
        _date is { } date && Parse(value) is { } given && comparison.Holds(given.CompareTo(date));

    public override string? WhyDead(RequestContext context) => _date is null ? "it is not a date" : null;

    private static DateTimeOffset? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return seconds is > -62_135_596_800 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
    }
}
