using System.Diagnostics;
using System.Text;

namespace Namesake.EndToEnd.Watching;

/// <summary>A <c>namesake watch</c> that runs; it does not outlive its test.</summary>
internal sealed class RunningWatch : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public RunningWatch(IReadOnlyDictionary<string, string?>? variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Cli.Launcher, ["watch", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>(StringComparer.Ordinal)) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(_out, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Out => TextOf(_out);

    public string Error => TextOf(_error);

    public Task Says(string words) => Eventually.Holds(() => Error.Contains(words, StringComparison.Ordinal), () => $"\"{words}\" in: {Error}");

    /// <summary>As the machine's end, or the lack of memory, would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>As systemd does.</summary>
    public int Terminate()
    {
        Assert.Equal(0, Cli.Bash($"kill -TERM {_process.Id}", "/").ExitCode);
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(40)), Error);
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Take(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
