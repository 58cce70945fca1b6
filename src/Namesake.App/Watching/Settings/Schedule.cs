using Cronos;

namespace Namesake.App.Watching.Settings;

/// <summary>When something is to be done: a cron expression in a time zone.</summary>
/// <remarks>https://man7.org/linux/man-pages/man5/crontab.5.html; six fields begin with the second.</remarks>
internal sealed class Schedule
{
    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    private Schedule(CronExpression expression, TimeZoneInfo zone) => (_expression, _zone) = (expression, zone);

    /// <summary>Every quarter of an hour.</summary>
    public static Schedule Usual => new(CronExpression.Parse("*/15 * * * *"), TimeZoneInfo.Utc);

    /// <returns>The schedule, or why it is none, as a sentence.</returns>
    public static (Schedule? Found, string Why) Read(string expression, string? zone)
    {
        try
        {
            var fields = expression.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
            var parsed = CronExpression.Parse(expression, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            return (new Schedule(parsed, zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone)), "");
        }
        catch (CronFormatException e)
        {
            return (null, $"\"{expression}\" is no cron expression ({e.Message.TrimEnd('.')}): write minute, hour, day, month and day of the week, such as \"*/15 * * * *\"");
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return (null, $"\"{zone}\" is no time zone of this machine: write its IANA name, such as Europe/Berlin");
        }
    }

    /// <summary>The next time after one; null where there is none (the 30th of February).</summary>
    public DateTimeOffset? After(DateTimeOffset time) => _expression.GetNextOccurrence(time, _zone);
}
