using System.Globalization;

namespace Namesake.EndToEnd.Hostile;

/// <summary>All hostile files in one folder among good ones, imported twice and attributed from the logs and from the ledger.</summary>
public sealed class HostileFolder : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public HostileFolder()
    {
        Assert.Equal(0, Cli.Namesake("demo", "--events", "2000", "--seed", "3", "--out", Path.Combine(_scratch.Path, "good")).ExitCode);
        var good = Cli.Namesake("attribute", "--logs", Path.Combine(_scratch.Path, "good", "AWSLogs"));
        Good = good.JsonLines.Select(l => l.GetProperty("eventId").GetString()!).ToHashSet(StringComparer.Ordinal);
        Directory.Move(Path.Combine(_scratch.Path, "good", "AWSLogs"), Path.Combine(Logs, "AWSLogs"));
        foreach (var file in HostileCase.All) Make(file);
        Import = MeasuredRun.Of("import", Logs, "--ledger", Ledger);
        Attribute = MeasuredRun.Of("attribute", "--logs", Logs);
        FromLedger = MeasuredRun.Of("attribute", "--ledger", Ledger);
        Again = MeasuredRun.Of("import", Logs, "--ledger", Ledger);
        AfterAgain = MeasuredRun.Of("attribute", "--ledger", Ledger);
    }

    public string Logs => Directory.CreateDirectory(Path.Combine(_scratch.Path, "logs")).FullName;

    public string Ledger => Path.Combine(_scratch.Path, "ledger");

    /// <summary>The ids of the session events of the good files.</summary>
    internal HashSet<string> Good { get; }


    internal MeasuredRun Import { get; }

    internal MeasuredRun Attribute { get; }

    internal MeasuredRun FromLedger { get; }

    internal MeasuredRun Again { get; }

    internal MeasuredRun AfterAgain { get; }

    internal IEnumerable<MeasuredRun> Runs => [Import, Attribute, FromLedger, Again, AfterAgain];

    /// <summary>The warnings and errors that a run told of a file, each as its code and line.</summary>
    internal IReadOnlyList<string> Told(MeasuredRun run, HostileCase file)
    {
        var begin = $"{Logs}/{string.Concat(file.Name.Select(c => char.IsControl(c) ? '\uFFFD' : c))}:";
        return [.. run.Error.Split('\n').Where(l => l.StartsWith(begin, StringComparison.Ordinal)).Select(l => l[begin.Length..].Split(':')).Where(p => p.Length > 3 && !p[2].StartsWith(" note ", StringComparison.Ordinal))
            .Select(p => $"{p[2].Split(' ')[^1]} {p[0]}").Order(StringComparer.Ordinal)];
    }

    /// <summary>The number before a phrase.</summary>
    internal static int Number(string text, string phrase) =>
        int.Parse(text[..text.IndexOf(phrase, StringComparison.Ordinal)].TrimEnd().Split(' ', '\n')[^1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        // .NET deletes no file whose name is no text.
        Cli.Bash("rm -rf logs", _scratch.Path);
        _scratch.Dispose();
    }

    private void Make(HostileCase file)
    {
        var path = Path.Combine(Logs, file.Name);
        switch (file.Make?.Split(' ', 2))
        {
            case ["fifo"]: Assert.Equal(0, Cli.Bash($"mkfifo '{path}'", Logs).ExitCode); break;
            case ["link", var target]: File.CreateSymbolicLink(path, target); break;
            case ["rename", var bytes]:
                File.WriteAllBytes(Path.Combine(_scratch.Path, "renamed"), ContentOf(file));
                Assert.Equal(0, Cli.Bash($"mv ../renamed \"$(printf '{bytes}')\"", Logs).ExitCode);
                break;
            default: File.WriteAllBytes(path, ContentOf(file)); break;
        }
    }

    private static byte[] ContentOf(HostileCase file) => file.Steps.Aggregate(new HostileText(file).Write(), HostileBytes.Apply);
}
