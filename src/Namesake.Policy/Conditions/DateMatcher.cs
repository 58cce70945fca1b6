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

    /// <summary>Seconds since 1970: an epoch value may lie beyond any calendar.</summary>
    private readonly decimal? _date = Parse(value);

    public override bool Matches(string value, RequestContext context) =>
        _date is { } date && Parse(value) is { } given && comparison.Holds(given.CompareTo(date));

    public override string? WhyDead(RequestContext context) => _date is null ? "it is not a date" : null;

    private static decimal? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)) return seconds;
        return DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? (date.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerSecond
            : null;
    }
}
