using Namesake.Sessions.Events;

namespace Namesake.App.Reports;

/// <summary>Times as CloudTrail writes them.</summary>
internal static class Times
{
    /// <param name="milliseconds">Since 1970.</param>
    public static string Of(long milliseconds) => Moment.Of(milliseconds);
}
