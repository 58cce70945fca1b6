using System.Diagnostics;
using System.IO.Compression;
using CsCheck;

namespace Namesake.EndToEnd;

/// <summary>Two synthetic days, a week apart.</summary>
public sealed class TwoDays : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public TwoDays()
    {
        foreach (var (seed, name) in ((string, string)[])[("5", "earlier"), ("6", "later")])
            Assert.Equal(0, Cli.Namesake("demo", "--events", "4000", "--seed", seed, "--out", Path.Combine(_folder.Path, name)).ExitCode);
        Directory.CreateDirectory(Logs);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.Path, "earlier", "AWSLogs"), "*.gz", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(Logs, Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.Path, "later", "AWSLogs"), "*.gz", SearchOption.AllDirectories))
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            File.WriteAllText(Path.Combine(Logs, Path.GetFileNameWithoutExtension(file)), text.ReadToEnd().Replace("2025-03-03T", "2025-03-10T", StringComparison.Ordinal));
        }
        Answers = SyntheticTrail.LinesOf("--logs", Logs);
        Later = [.. Answers.Where(a => a.Contains("\"eventTime\":\"2025-03-10T", StringComparison.Ordinal))];
        Assert.True(Later.Length > 1_000 && Answers.Length - Later.Length > 1_000);
    }

    public string Logs => Path.Combine(_folder.Path, "logs");

    /// <summary>The lines of <c>attribute</c>, sorted.</summary>
    public string[] Answers { get; }

    /// <summary>Those of the later day.</summary>
    public string[] Later { get; }

    public void Dispose() => _folder.Dispose();
}

/// <summary>Forgetting, as processes meet it: the answers, the files, the summary, and kills in the middle.</summary>
public sealed class ForgetTests(TwoDays trail) : IClassFixture<TwoDays>
{
    private const int Kills = 12;

    [Fact]
    public void What_remains_is_answered_as_before_and_what_went_stays_away()
    {
        using var folder = new ScratchFolder();
        var ledger = Imported(folder);
        var done = Cli.Namesake("forget", "--keep", "3d", "--ledger", ledger);
        Assert.Equal((0, ""), (done.ExitCode, done.Out));
        Assert.Contains("forgotten", done.Error, StringComparison.Ordinal);
        Assert.Equal(trail.Later, SyntheticTrail.LinesOf("--ledger", ledger));
        // The same files under other names: nothing in them is known any more.
        var again = Directory.CreateDirectory(Path.Combine(folder.Path, "again")).FullName;
        foreach (var (i, file) in Directory.GetFiles(trail.Logs).Index()) File.Copy(file, Path.Combine(again, $"{i}.json"));
        var import = Cli.Namesake("import", again, "--ledger", ledger, "--keep", "3d");
        Assert.Equal(0, import.ExitCode);
        Assert.Contains("passed over, being of a time that is forgotten", import.Error, StringComparison.Ordinal);
        Assert.Contains(" 0 of them new", import.Error, StringComparison.Ordinal);
        Assert.Equal(trail.Later, SyntheticTrail.LinesOf("--ledger", ledger));
    }

    [Fact]
    public void Killed_in_the_middle_it_leaves_the_old_ledger_or_the_new_one()
    {
        using var folder = new ScratchFolder();
        var whole = Imported(folder);
        var (random, killed, old) = (new PCG(7), 0, 0);
        for (var attempt = 0; killed < Kills; attempt++)
        {
            Assert.True(attempt < 6 * Kills, $"only {killed} of {attempt} were caught running");
            var ledger = Path.Combine(folder.Path, $"ledger{attempt}");
            Copy(whole, ledger);
            using var process = Process.Start(new ProcessStartInfo(Cli.Launcher, ["forget", "--keep", "3d", "--ledger", ledger]) { UseShellExecute = false, RedirectStandardError = true })!;
            if (process.WaitForExit(TimeSpan.FromMilliseconds(120 + random.Next(900)))) continue;
            process.Kill();
            process.WaitForExit();
            killed++;
            var answers = SyntheticTrail.LinesOf("--ledger", ledger);
            if (answers.Length > trail.Later.Length) old++;
            Assert.Equal(answers.Length > trail.Later.Length ? trail.Answers : trail.Later, answers);
            Assert.Equal(0, Cli.Namesake("forget", "--keep", "3d", "--ledger", ledger).ExitCode);
            Assert.Equal(trail.Later, SyntheticTrail.LinesOf("--ledger", ledger));
            Assert.DoesNotContain(Directory.GetFiles(ledger), f => f.EndsWith(".partial", StringComparison.Ordinal) || f.EndsWith(".wal", StringComparison.Ordinal));
            Directory.Delete(ledger, recursive: true);
        }
        Assert.True(old > 0);
    }

    [Theory]
    [InlineData("forget")]
    [InlineData("forget", "--keep", "0d")]
    [InlineData("forget", "--keep", "400")]
    [InlineData("forget", "--keep", "-3d")]
    [InlineData("forget", "--keep", "400d")]
    public void Wrong_use_exits_with_2(params string[] arguments)
    {
        using var folder = new ScratchFolder();
        var result = Cli.Namesake([.. arguments, "--ledger", Path.Combine(folder.Path, "no-ledger")]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private string Imported(ScratchFolder folder)
    {
        var ledger = Path.Combine(folder.Path, "ledger");
        Assert.Equal(0, Cli.Namesake("import", trail.Logs, "--ledger", ledger, "--batch", "3000").ExitCode);
        return ledger;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
