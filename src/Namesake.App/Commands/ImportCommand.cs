using System.Collections.Concurrent;
using System.CommandLine;
using Namesake.App.Importing;
using Namesake.App.Reports;
using Namesake.Audit.Enforcement;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary><c>namesake import</c>: logs into the ledger, each event once.</summary>
internal static class ImportCommand
{
    /// <summary>How long an import waits for another one to end, between two looks.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static Command Create(Terminal terminal)
    {
        var inputs = new Argument<string[]>("input") { Description = "CloudTrail logs: files (gz or not), folders, or - for standard input", Arity = ArgumentArity.OneOrMore };
        var ledger = LedgerOptions.Ledger();
        var noWait = new Option<bool>("--no-wait") { Description = "Fail where another import is running, instead of waiting for it to end" };
        var batch = new Option<int>("--batch") { Description = "How many events are written at a time: less takes less memory and more time", DefaultValueFactory = _ => ImportRun.UsualBatch };
        batch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < ImportRun.SmallestBatch or > ImportRun.LargestBatch) result.AddError($"--batch takes a number from {ImportRun.SmallestBatch:N0} to {ImportRun.LargestBatch:N0}");
        });
        var command = new Command("import", SharedOptions.Help(
            "Read logs into the ledger, where they can be asked about in no time. Each event is kept once, however often it is delivered or imported.",
            "namesake import samples/trail",
            "namesake import /var/log/cloudtrail --ledger /var/lib/namesake"))
        {
            inputs, ledger, noWait, batch,
        };
        command.SetAction((parsed, cancellation) => Run(
            terminal, parsed.GetRequiredValue(inputs), LedgerOptions.Folder(parsed.GetValue(ledger)), parsed.GetValue(noWait), parsed.GetValue(batch), cancellation));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, string[] inputs, LedgerFolder folder, bool noWait, int batch, CancellationToken cancellation)
    {
        if (SharedOptions.Missing(inputs) is { } missing)
        {
            terminal.Say($"namesake: there is no file or folder \"{missing}\"");
            return ExitCode.WrongUse;
        }
        if (await Begin(terminal, folder, noWait, cancellation) is not { } import) return ExitCode.Failed;
        using (import)
        {
            var diagnostics = new ConcurrentBag<Diagnostic>();
            var run = new ImportRun(import, batch, diagnostics.Add);
            var done = await terminal.Wait("Importing log files", progress => run.Run(InputFiles.Find(inputs, diagnostics.Add, cancellation), progress, cancellation));
            var said = diagnostics.OrderBy(d => d.Place?.File, StringComparer.Ordinal).ThenBy(d => d.Place?.Line).ThenBy(d => d.Place?.Column).ThenBy(d => d.Code, StringComparer.Ordinal).ToList();
            terminal.Say(said, said.Count > 50 ? Severity.Warning : Severity.Note);
            terminal.Say(
                $"{Counts.Of(done.Files, "file")} read{(done.Known > 0 ? $", {done.Known:N0} passed over, being in the ledger" : "")}; {Counts.Of(done.Events, "event")}, {done.New:N0} of them new"
                + $"{(done.Mended > 0 ? $"; {Counts.Of(done.Mended, "earlier identity", "earlier identities")} answered anew" : "")}; {import.Events:N0} in the ledger ({folder.Path})");
            return said.Exists(d => d.Severity == Severity.Error) ? ExitCode.Undecided : ExitCode.Fine;
        }
    }

    private static async Task<LedgerImport?> Begin(Terminal terminal, LedgerFolder folder, bool noWait, CancellationToken cancellation)
    {
        for (var told = false; ; told = true)
        {
            if (LedgerImport.TryBegin(folder, new EnforcedNames().Prove) is { } import) return import;
            if (noWait)
            {
                terminal.Say($"namesake: another import is writing to the ledger in \"{folder.Path}\"; try again when it has ended, or without --no-wait");
                return null;
            }
            if (!told) terminal.Say($"namesake: another import is writing to the ledger in \"{folder.Path}\": waiting for it to end");
            await Task.Delay(Pause, cancellation);
        }
    }
}
