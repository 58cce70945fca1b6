using System.Runtime.CompilerServices;

namespace Namesake.Tests;

/// <summary>Where the tests find their data.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static string Corpus(string name) => Path.Combine(Root, "tests", "Corpus", name);

    /// <summary>The third-party data beside the repository; the test is skipped, with the reason, where it is not there.</summary>
    public static string ThirdParty(string name)
    {
        var path = Path.Combine(Root, "..", "shared", "data", name);
        // On CI the data stands beside the checkout: its absence there is a fault, not a reason to pass over a test.
        if (!Path.Exists(path) && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{path} is missing on CI");
        Assert.SkipUnless(Path.Exists(path), $"the third-party data {name} is not beside the repository");
        return Path.GetFullPath(path);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
