namespace Namesake.App.Reports;

/// <summary>A number and what it counts: one role, two roles.</summary>
internal static class Counts
{
    public static string Of(long number, string one) => Of(number, one, $"{one}s");

    public static string Of(long number, string one, string many) => $"{number:N0} {(number == 1 ? one : many)}";
}
