using System.Diagnostics;
using System.Text.Json;

namespace Namesake.EndToEnd.Hostile;

/// <summary>A run of the program, how long it took and the most memory that it had.</summary>
/// <param name="PeakMiB">Null where the system does not tell.</param>
internal sealed record MeasuredRun(string Verb, int ExitCode, string Out, string Error, TimeSpan Time, long? PeakMiB)
{
    public IReadOnlyList<string> Ids => [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("eventId").GetString()!)];

    public static MeasuredRun Of(params string[] arguments)
    {
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Cli.Launcher, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        long? peak = null;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)))
        {
            peak = Peak(process.Id) ?? peak;
            if (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(5)) continue;
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', arguments)} did not end");
        }
        process.WaitForExit();
        return new MeasuredRun(string.Join(' ', arguments[..2]), process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult(), Stopwatch.GetElapsedTime(begin), peak);
    }

    // The launcher replaces itself by the program, so that this is the program's.
    private static long? Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
