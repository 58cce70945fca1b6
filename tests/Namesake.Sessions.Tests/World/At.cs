namespace Namesake.Sessions.Tests.World;

/// <summary>Times of the tests, in milliseconds since 1970.</summary>
internal static class At
{
    public const long Second = 1_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;

    /// <summary>2025-03-03T12:00:00Z.</summary>
    public const long Noon = 1_741_003_200_000;
}
