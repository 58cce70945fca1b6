using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Audit.Today;

/// <summary>The answer in a person's words.</summary>
internal static class TodayWords
{
    private const int MostNamed = 3;

    public static string Count(ImmutableArray<TodayCaller> callers)
    {
        var users = callers.Count(c => c.Identity.ResourceType == "user");
        var roles = callers.Select(c => c.Identity).Where(i => i.ResourceType != "user").Distinct().Count();
        var perhaps = callers.Count(c => c.Certainty == Certainty.Undecided);
        var counted = string.Join(" and ", new[] { Number(users, "user"), Number(roles, "role") }.OfType<string>());
        return perhaps == 0 ? counted : $"{counted} ({perhaps} of them perhaps)";
    }

    public static string Besides(ImmutableArray<string> outside) => outside.Length switch
    {
        0 => "",
        <= MostNamed => $"; not listed in the input: {string.Join(", ", outside)}",
        _ => $"; not listed in the input: {string.Join(", ", outside.Take(MostNamed))} and {outside.Length - MostNamed} more",
    };

    private static string? Number(int count, string what) => count switch { 0 => null, 1 => $"1 {what}", _ => $"{count} {what}s" };
}
