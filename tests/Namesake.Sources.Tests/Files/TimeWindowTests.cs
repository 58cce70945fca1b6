using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Files;

/// <summary>Which time is asked about, and which files may tell of it.</summary>
public sealed class TimeWindowTests
{
    private static long At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("2025-03-03", "2025-03-03", "2025-03-03T00:00:00Z", "2025-03-04T00:00:00Z")]
    [InlineData("2025-03-03T09:30", "2025-03-03T10:00", "2025-03-03T09:30:00Z", "2025-03-03T10:00:00Z")]
    [InlineData("2025-03-03T09:30:15Z", "2025-03-03T10:00:00.5Z", "2025-03-03T09:30:15Z", "2025-03-03T10:00:00.500Z")]
    [InlineData("2025-03-03T00:30+01:00", "2025-03-03 01:00", "2025-03-02T23:30:00Z", "2025-03-03T01:00:00Z")]
    [InlineData(null, "2024-12-31", null, "2025-01-01T00:00:00Z")]
    [InlineData("2024-02-29", null, "2024-02-29T00:00:00Z", null)]
    [InlineData(null, null, null, null)]
    public void A_date_or_a_moment_is_understood(string? since, string? until, string? from, string? before)
    {
        var (window, fault) = TimeWindow.Parse(since, until);
        Assert.Null(fault);
        Assert.Equal(new TimeWindow(from is null ? null : At(from), before is null ? null : At(before)), window);
    }

    [Theory]
    [InlineData("yesterday", null, "--since")]
    [InlineData(null, "03/03/2025", "--until")]
    [InlineData("2025-02-29", null, "--since")]
    [InlineData("2025-03-03T25:00", null, "--since")]
    [InlineData("", null, "--since")]
    [InlineData("2025-03-04", "2025-03-03", "not before")]
    [InlineData("2025-03-03T10:00", "2025-03-03T10:00", "not before")]
    public void Anything_else_is_told(string? since, string? until, string word)
    {
        var (window, fault) = TimeWindow.Parse(since, until);
        Assert.Null(window);
        Assert.Contains(word, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-03-02T23:59:59.999Z", false)]
    [InlineData("2025-03-03T00:00:00Z", true)]
    [InlineData("2025-03-03T23:59:59.999Z", true)]
    [InlineData("2025-03-04T00:00:00Z", false)]
    public void An_event_is_asked_about_from_the_first_moment_on_and_before_the_last(string time, bool holds) =>
        Assert.Equal(holds, TimeWindow.Parse("2025-03-03", "2025-03-03").Window!.Holds(At(time)));

    // Of the day 2025-03-03: two days before it for what was issued, one behind it for what came late.
    [Theory]
    [InlineData("2025-02-28", false)]
    [InlineData("2025-03-01", true)]
    [InlineData("2025-03-03", true)]
    [InlineData("2025-03-04", true)]
    [InlineData("2025-03-05", false)]
    public void A_days_files_are_wanted_while_they_may_tell_of_it(string day, bool wanted) =>
        Assert.Equal(wanted, TimeWindow.Parse("2025-03-03", "2025-03-03").Window!.Wants(new Delivery(At($"{day}T00:00:00Z"), At($"{day}T00:00:00Z") + 86_400_000)));

    [Fact]
    public void Without_bounds_all_is_wanted()
    {
        Assert.True(TimeWindow.Always.Holds(long.MinValue) && TimeWindow.Always.Holds(long.MaxValue));
        Assert.True(TimeWindow.Always.Wants(new Delivery(0, 1)));
    }
}
