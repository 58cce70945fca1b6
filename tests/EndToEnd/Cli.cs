using System.Diagnostics;
using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>What a run of the program gave.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public IReadOnlyList<JsonElement> JsonLines =>
        [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
}

/// <summary>Runs the real program as a user does: its launcher, as a process of its own.</summary>
internal static class Cli
{
    public static string Launcher => Path.Combine(Repository.Root, "namesake");

    public static CliResult Namesake(params string[] arguments) => Start(Launcher, arguments, input: null, Repository.Root);

    public static CliResult NamesakeWithInput(byte[] input, params string[] arguments) => Start(Launcher, arguments, input, Repository.Root);

    /// <summary>With these variables set beside those of the test, or taken away where they are null.</summary>
    public static CliResult NamesakeWith(IReadOnlyDictionary<string, string?> variables, params string[] arguments) =>
        Start(Launcher, arguments, input: null, Repository.Root, variables);

    public static CliResult Bash(string command, string directory) => Start("bash", ["-c", command], input: null, directory);

    private static CliResult Start(string program, string[] arguments, byte[]? input, string directory, IReadOnlyDictionary<string, string?>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = directory,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>(StringComparer.Ordinal)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (input is not null) process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end");
        }
        process.WaitForExit();
        return new CliResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}

/// <summary>A folder of a test's own, gone when it ends.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("namesake-test-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
