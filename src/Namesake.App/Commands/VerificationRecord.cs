using Namesake.App.Reports;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Integrity;
using Namesake.Sources.Files;
using Namesake.Sources.Integrity;

namespace Namesake.App.Commands;

/// <summary>Keeps in the ledger what a verification found: of hours whose log files it was filled from, and no others.</summary>
internal static class VerificationRecord
{
    /// <summary>How long an import may take until the next look at whether it has ended.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const long Hour = 3_600_000;

    /// <returns>Why nothing can be kept, in a sentence; null where nothing is in the way.</returns>
    public static string? Fault(LedgerFolder? ledger) =>
        ledger is { Exists: false } ? $"there is no ledger in \"{ledger.Path}\" to record in: fill it with 'namesake import', or name another one with --ledger" : null;

    /// <returns>Whether the ledger holds all log files that were verified.</returns>
    public static async Task<bool> Keep(Terminal terminal, LedgerFolder folder, Verification verification, CancellationToken cancellation)
    {
        using var ledger = await Begin(terminal, folder, cancellation);
        // Bytes that are proved say nothing of a ledger that was filled from others, or from those before they were changed.
        var strange = verification.Found.Where(l => new DiskFile(l.Name, Named: false).Version is not { } version || !ledger.Has(version.ToString())).ToList();
        var found = verification.Completeness.Doubting(strange.Select(l => (l.Account, l.Region, From(l), Until(l))), "not-imported");
        foreach (var contradiction in ledger.Record(found)) terminal.Say(Words(contradiction));
        if (strange.Count > 0)
            terminal.Say($"{strange[0].Name}: error not-imported: {Counts.Of(strange.Count, "log file")} of these, from this one on, {(strange.Count == 1 ? "is" : "are")} not in the ledger as {(strange.Count == 1 ? "it is" : "they are")} now: import {(strange.Count == 1 ? "it" : "them")} and verify again; the hours concerned are not recorded as proved");
        terminal.Say($"recorded in the ledger ({folder.Path}): {Time(found, CoverageState.Proved)} proved, {Time(found, CoverageState.Broken)} broken");
        return strange.Count == 0;
    }

    private static async Task<LedgerImport> Begin(Terminal terminal, LedgerFolder folder, CancellationToken cancellation)
    {
        for (var told = false; ; told = true)
        {
            if (LedgerImport.TryBegin(folder) is { } held) return held;
            if (!told) terminal.Say($"namesake: an import is writing to the ledger in \"{folder.Path}\": waiting for it to end");
            await Task.Delay(Pause, cancellation);
        }
    }

    // Whole hours, as digests speak of them; a file bears the time at which its delivery began.
    private static long From(FoundLog log) => log.Delivered is { } time ? time / Hour * Hour : long.MinValue;

    private static long Until(FoundLog log) => log.Delivered is { } time ? (time + Completeness.UsualDelay + Hour - 1) / Hour * Hour : long.MaxValue;

    private static string Words(Contradiction c) =>
        $"{c.Account} {c.Region}: warning contradiction: the logs delivered from {Times.Of(c.From)} to {Times.Of(c.Until)} were {VerificationJson.NameOf(c.Earlier)} by an earlier verification and are {VerificationJson.NameOf(c.Later)} now{(c.Code is { } code ? $" ({code})" : "")}: they were changed between the two; the later one counts";

    private static string Time(Completeness found, CoverageState state) => $"{VerificationTable.Hours(found.Trails.Sum(t => t.TimeIn(state))):0.##} h";
}
