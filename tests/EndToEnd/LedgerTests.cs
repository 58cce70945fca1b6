using System.Diagnostics;
using CsCheck;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>A synthetic trail, and what is to be said of it without a ledger.</summary>
public sealed class SyntheticTrail : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public SyntheticTrail()
    {
        Assert.Equal(0, Cli.Namesake("demo", "--events", "8000", "--seed", "5", "--out", _folder.Path).ExitCode);
        Files = Directory.GetFiles(Logs, "*.gz", SearchOption.AllDirectories);
        Array.Sort(Files, StringComparer.Ordinal);
        Answers = LinesOf("--logs", Logs);
        Assert.True(Answers.Length > 3_000);
    }

    public string Logs => Path.Combine(_folder.Path, "AWSLogs");

    public string[] Files { get; }

    /// <summary>The lines of <c>attribute</c>, sorted.</summary>
    public string[] Answers { get; }

    public static string[] LinesOf(string option, string source)
    {
        var result = Cli.Namesake("attribute", option, source);
        Assert.True(result.ExitCode is 0 or 1, result.Error);
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>The ledger, as processes meet it: any order, any interruption, two at once, no space.</summary>
public sealed class LedgerTests(SyntheticTrail trail) : IClassFixture<SyntheticTrail>
{
    private const int Kills = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void It_answers_as_the_logs_do_whatever_the_order_of_import_and_however_often_a_file_comes(int seed)
    {
        using var folder = new ScratchFolder();
        var random = new PCG((uint)seed);
        const int imports = 2;
        // Each file is delivered twice, most often to different imports.
        foreach (var delivery in (string[])["a", "b"])
            for (var i = 0; i < trail.Files.Length; i++)
            {
                var group = Directory.CreateDirectory(Path.Combine(folder.Path, $"group{random.Next(imports)}"));
                File.Copy(trail.Files[i], Path.Combine(group.FullName, $"{random.Next(1_000_000)}-{i}{delivery}.json.gz"));
            }
        var ledger = Path.Combine(folder.Path, "ledger");
        foreach (var group in Directory.GetDirectories(folder.Path, "group*"))
            AssertRan(Cli.Namesake("import", group, "--ledger", ledger, "--batch", $"{(seed == 3 ? 500 : 2_000 + random.Next(8_000))}"));
        Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", ledger));
    }

    [Fact]
    public void An_import_killed_at_a_hundred_random_moments_leaves_the_ledger_that_an_undisturbed_one_makes()
    {
        using var folder = new ScratchFolder();
        var (random, ledger, killed, begun) = (new PCG(9), "", 0, 0);
        for (var attempt = 0; killed < Kills; attempt++)
        {
            Assert.True(attempt < 4 * Kills, $"only {killed} of {attempt} imports were caught running");
            // Once all is imported there is nothing left to interrupt.
            if (ledger.Length == 0 || attempt % 12 == 0) ledger = Path.Combine(folder.Path, $"ledger{begun++}");
            using var process = Start("import", trail.Logs, "--ledger", ledger, "--batch", "2000");
            if (process.WaitForExit(TimeSpan.FromMilliseconds(150 + random.Next(900)))) continue;
            process.Kill();
            process.WaitForExit();
            killed++;
        }
        for (var i = 0; i < begun; i++)
        {
            var disturbed = Path.Combine(folder.Path, $"ledger{i}");
            AssertRan(Cli.Namesake("import", trail.Logs, "--ledger", disturbed));
            Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", disturbed));
            Assert.DoesNotContain(Directory.GetFiles(disturbed), f => f.EndsWith(".partial", StringComparison.Ordinal) || f.EndsWith(".wal", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_two_imports_at_once_one_waits_and_nothing_is_twice()
    {
        using var folder = new ScratchFolder();
        var ledger = Path.Combine(folder.Path, "ledger");
        var both = await Task.WhenAll(
            Task.Run(() => Cli.Namesake("import", trail.Logs, "--ledger", ledger, "--batch", "2000"), TestContext.Current.CancellationToken),
            Task.Run(() => Cli.Namesake("import", trail.Logs, "--ledger", ledger, "--batch", "2000"), TestContext.Current.CancellationToken));
        foreach (var result in both) AssertRan(result);
        Assert.Contains(both, r => r.Error.Contains("waiting for it to end", StringComparison.Ordinal));
        Assert.Contains(both, r => r.Error.Contains("0 files read", StringComparison.Ordinal));
        Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", ledger));
    }

    [Fact]
    public void An_import_that_need_not_wait_says_that_another_one_runs()
    {
        using var folder = new ScratchFolder();
        using var held = new FileStream(Path.Combine(folder.Path, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var result = Cli.Namesake("import", trail.Logs, "--ledger", folder.Path, "--no-wait");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("another import is writing to the ledger", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_sees_whole_batches_while_an_import_runs()
    {
        using var folder = new ScratchFolder();
        var ledger = Path.Combine(folder.Path, "ledger");
        using var process = Start("import", trail.Logs, "--ledger", ledger, "--batch", "1000");
        var (truth, looks, partly) = (trail.Answers.ToHashSet(StringComparer.Ordinal), 0, 0);
        while (!process.HasExited)
        {
            if (!File.Exists(Path.Combine(ledger, "ledger.json"))) continue;
            var seen = Cli.Namesake("attribute", "--ledger", ledger);
            Assert.True(seen.ExitCode is 0 or 1, seen.Error);
            looks++;
            if (seen.JsonLines.Count is > 0 and var lines && lines < truth.Count) partly++;
        }
        Assert.True(looks > 0 && partly > 0, $"{looks} looks, {partly} of them at a part");
        Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", ledger));
    }

    [Fact]
    public void A_full_disk_is_said_and_leaves_the_ledger_as_it_was()
    {
        using var folder = new ScratchFolder();
        var disk = Directory.CreateDirectory(Path.Combine(folder.Path, "disk")).FullName;
        if (Cli.Bash($"mount -t tmpfs -o size=6m tmpfs '{disk}'", folder.Path).ExitCode != 0) Assert.Skip("a small disk cannot be mounted here: that takes root");
        try
        {
            var ledger = Path.Combine(disk, "ledger");
            AssertRan(Cli.Namesake("import", trail.Files[0], "--ledger", ledger));
            var before = SyntheticTrail.LinesOf("--ledger", ledger);
            File.WriteAllBytes(Path.Combine(disk, "filler"), new byte[4_500_000]);
            var result = Cli.Namesake("import", trail.Logs, "--ledger", ledger);
            Assert.Equal(3, result.ExitCode);
            Assert.Contains("could not be written to and is as it was before", result.Error, StringComparison.Ordinal);
            Assert.Equal(before, SyntheticTrail.LinesOf("--ledger", ledger));
            File.Delete(Path.Combine(disk, "filler"));
        }
        finally
        {
            Cli.Bash($"umount '{disk}'", folder.Path);
        }
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Cli.Launcher, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static void AssertRan(CliResult result) => Assert.True(result.ExitCode == 0, result.Error);
}
