using Namesake.EndToEnd.Hostile;

namespace Namesake.EndToEnd;

/// <summary>A folder full of broken files among good ones: nothing good is lost, nothing broken is passed over in silence, nothing falls over.</summary>
public sealed class HostileLogsTests(HostileFolder folder) : IClassFixture<HostileFolder>
{
    private const int MostMiB = 350;

    [Fact]
    public void Every_run_ends_in_time_and_says_that_something_was_not_read()
    {
        Assert.True(HostileCase.All.Count >= 60);
        foreach (var run in folder.Runs)
        {
            var expected = run.Verb.StartsWith("import", StringComparison.Ordinal) || run == folder.Attribute ? 4 : 0;
            Assert.True(run.ExitCode == expected, $"{run.Verb}: {run.ExitCode}\n{Short(run.Error)}");
            Assert.True(run.Time < TimeSpan.FromMinutes(2), $"{run.Verb} took {run.Time}");
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_broken_file_is_told_of_by_name_with_the_code_and_the_line_and_nothing_else_is()
    {
        var wrong = new List<string>();
        foreach (var run in (MeasuredRun[])[folder.Import, folder.Attribute])
            foreach (var file in HostileCase.All)
                if (folder.Told(run, file) is var told && !Same(file.Codes, told))
                    wrong.Add($"{run.Verb[..9]} {Short(file.Name)}: expected {string.Join(", ", file.Codes)}; told {string.Join(", ", told)}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_good_event_is_read_from_the_logs_and_into_the_ledger()
    {
        var expected = folder.Good.Concat(HostileCase.All.SelectMany(c => c.Sessions)).ToHashSet(StringComparer.Ordinal);
        var possible = HostileCase.All.SelectMany(c => c.PossibleSessions).ToHashSet(StringComparer.Ordinal);
        foreach (var run in (MeasuredRun[])[folder.Attribute, folder.FromLedger, folder.AfterAgain])
        {
            var ids = run.Ids;
            Assert.Empty(expected.Except(ids, StringComparer.Ordinal).Select(Short));
            Assert.Empty(ids.Except(expected, StringComparer.Ordinal).Where(id => !possible.Contains(id)).Select(Short));
            Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void Events_without_a_session_are_in_the_ledger_too()
    {
        var certain = HostileFolder.Number(folder.FromLedger.Error, "events in the ledger") - folder.FromLedger.Ids.Intersect(HostileCase.All.SelectMany(c => c.PossibleSessions), StringComparer.Ordinal).Count();
        Assert.Equal(GoodInLedger() + HostileCase.All.Sum(c => c.Events), certain);
    }

    [Fact]
    public void The_ledger_answers_as_the_logs_do() => Assert.Equal(Sorted(folder.Attribute.Out), Sorted(folder.FromLedger.Out));

    [Fact]
    public void A_second_import_adds_nothing()
    {
        Assert.Contains(" 0 of them new", folder.Again.Error, StringComparison.Ordinal);
        Assert.Equal(Sorted(folder.FromLedger.Out), Sorted(folder.AfterAgain.Out));
        Assert.Single(Directory.GetFiles(folder.Ledger, "segment-*.duckdb"));
    }

    [Fact]
    public void Memory_stays_bounded()
    {
        foreach (var run in folder.Runs) TestContext.Current.SendDiagnosticMessage($"{run.Verb[..9]}: {run.PeakMiB} MiB, {run.Time.TotalSeconds:F1} s");
        Assert.SkipUnless(folder.Import.PeakMiB is not null, "the system does not tell a process's peak of memory");
        Assert.Empty(folder.Runs.Where(r => r.PeakMiB > MostMiB).Select(r => $"{r.Verb}: {r.PeakMiB} MiB"));
    }

    [Fact]
    public void No_control_character_reaches_the_terminal()
    {
        foreach (var run in folder.Runs) Assert.DoesNotContain(run.Error, c => char.IsControl(c) && c != '\n');
    }

    // The trail delivers some events twice, which "read" counts and the ledger does not.
    private int GoodInLedger()
    {
        using var scratch = new ScratchFolder();
        var import = Cli.Namesake("import", Path.Combine(folder.Logs, "AWSLogs"), "--ledger", scratch.Path);
        return HostileFolder.Number(import.Error, "of them new");
    }

    private static bool Same(string[] expected, IReadOnlyList<string> told) =>
        expected.Where(e => !e.EndsWith('?')).All(e => told.Any(t => Fits(e, t))) && told.All(t => expected.Any(e => Fits(e, t)));

    private static bool Fits(string expected, string told) => expected == told || expected[^1] is '*' or '?' && told.StartsWith(expected[..^1], StringComparison.Ordinal);

    private static string[] Sorted(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static string Short(string text) => text.Length < 2_000 ? text : text[..2_000];
}
