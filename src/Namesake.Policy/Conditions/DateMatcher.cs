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

    public override IEnumerable<string> Boundaries
    {
        get
        {
            if (_date is not { } date) return [];
            var ticks = date * TimeSpan.TicksPerSecond;
            if (ticks < DateTimeOffset.MinValue.Ticks + 1 - DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks - 1 - DateTimeOffset.UnixEpoch.Ticks) return [];
            var at = DateTimeOffset.UnixEpoch.AddTicks((long)ticks);
            return [.. new[] { at, at.AddTicks(-1), at.AddTicks(1) }.Select(t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))];
        }
    }

    private static decimal? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)) return seconds;
        return DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? (date.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerSecond
            : null;
    }
}
