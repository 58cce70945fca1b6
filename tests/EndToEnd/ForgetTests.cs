using System.Diagnostics;
using System.Text.Json;
using CsCheck;

namespace Namesake.EndToEnd;

/// <summary>Forgetting, as processes meet it: the answers, the files, the summary, and kills in the middle.</summary>
public sealed class ForgetTests(SyntheticTrail trail) : IClassFixture<SyntheticTrail>
{
    private const int Kills = 25;

    [Fact]
    public void What_remains_is_answered_as_before_in_a_smaller_ledger_and_what_went_stays_away()
    {
        using var folder = new ScratchFolder();
        var ledger = Imported(folder);
        var (size, days) = (SizeOf(ledger), Days());
        var kept = Kept(days[^1]);
        Assert.InRange(kept.Length, 100, trail.Answers.Length - 1_000);
        var done = Cli.Namesake("forget", "--keep", "1d", "--ledger", ledger);
        Assert.Equal((0, ""), (done.ExitCode, done.Out));
        Assert.Contains("forgotten", done.Error, StringComparison.Ordinal);
        Assert.Equal(kept, SyntheticTrail.LinesOf("--ledger", ledger));
        Assert.InRange(SizeOf(ledger), 1, size * 3 / 4);
        // The same files under other names: nothing in them is known any more.
        var again = Directory.CreateDirectory(Path.Combine(folder.Path, "again")).FullName;
        foreach (var (i, file) in trail.Files.Index()) File.Copy(file, Path.Combine(again, $"{i}.json.gz"));
        var import = Cli.Namesake("import", again, "--ledger", ledger, "--keep", "1d");
        Assert.Equal(0, import.ExitCode);
        Assert.Contains("passed over, being of a time that is forgotten", import.Error, StringComparison.Ordinal);
        Assert.Contains(" 0 of them new", import.Error, StringComparison.Ordinal);
        Assert.Equal(kept, SyntheticTrail.LinesOf("--ledger", ledger));
    }

    [Fact]
    public void Killed_in_the_middle_it_leaves_the_old_ledger_or_the_new_one()
    {
        using var folder = new ScratchFolder();
        var whole = Imported(folder);
        var (random, killed, old, kept) = (new PCG(7), 0, 0, Kept(Days()[^1]));
        for (var attempt = 0; killed < Kills; attempt++)
        {
            Assert.True(attempt < 6 * Kills, $"only {killed} of {attempt} were caught running");
            var ledger = Path.Combine(folder.Path, $"ledger{attempt}");
            Copy(whole, ledger);
            using var process = Process.Start(new ProcessStartInfo(Cli.Launcher, ["forget", "--keep", "1d", "--ledger", ledger]) { UseShellExecute = false, RedirectStandardError = true })!;
            if (process.WaitForExit(TimeSpan.FromMilliseconds(120 + random.Next(900)))) continue;
            process.Kill();
            process.WaitForExit();
            killed++;
            var answers = SyntheticTrail.LinesOf("--ledger", ledger);
            if (answers.Length > kept.Length) old++;
            Assert.Equal(answers.Length > kept.Length ? trail.Answers : kept, answers);
            Assert.Equal(0, Cli.Namesake("forget", "--keep", "1d", "--ledger", ledger).ExitCode);
            Assert.Equal(kept, SyntheticTrail.LinesOf("--ledger", ledger));
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

    private string[] Kept(string since) => [.. trail.Answers.Where(a => string.CompareOrdinal(TimeOf(a), since) >= 0)];

    // The day before the last one is the first that one day before the newest event leaves.
    private string[] Days() => [.. trail.Answers.Select(a => TimeOf(a)[..10]).Distinct().Order(StringComparer.Ordinal).SkipLast(1)];

    private static string TimeOf(string answer) => JsonDocument.Parse(answer).RootElement.GetProperty("eventTime").GetString()!;

    private static long SizeOf(string ledger) => Directory.GetFiles(ledger).Sum(f => new FileInfo(f).Length);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
