using System.Collections.Concurrent;
using System.CommandLine;
using Namesake.App.Importing;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sources.Aws;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary><c>namesake import</c>: logs into the ledger, each event once.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var inputs = new Argument<string[]>("input") { Description = "CloudTrail logs: files (gz or not), folders, s3://bucket/prefix, or - for standard input", Arity = ArgumentArity.ZeroOrMore };
        var logs = new LogOptions();
        logs.Since.Description = "Only files that may hold events from then on, or may have issued their credentials: a date, or a moment such as 2025-03-03T09:30";
        logs.Until.Description = "Only files that may hold events before that moment, or until the end of that date";
        var ledger = LedgerOptions.Ledger();
        var (noWait, keep) = (NoWait(), KeepOption.Create());
        var keepRaw = new Option<bool>("--keep-raw") { Description = "Keep events as their logs have them too, compressed and without secrets, for 'namesake event' when the logs are gone" };
        var batch = SharedOptions.Number(
            "--batch", "How many events are written at a time: less takes less memory and more time", ImportRun.UsualBatch, ImportRun.SmallestBatch, ImportRun.LargestBatch);
        var command = new Command("import", SharedOptions.Help(
            "Read logs into the ledger, where they can be asked about in no time. Each event is kept once, however often it is delivered or imported.",
            "namesake import samples/trail",
            "namesake import /var/log/cloudtrail --ledger /var/lib/namesake --keep 400d",
            "namesake import s3://my-trail-bucket/AWSLogs --since 2025-03-01",
            "namesake import --queue https://sqs.eu-west-1.amazonaws.com/111122223333/trail --bucket my-trail-bucket"))
        {
            inputs, logs.Since, logs.Until, ledger, noWait, batch, keep, keepRaw,
        };
        var notices = new NoticeOptions();
        notices.Add(command, inputs, logs.Since, logs.Until, noWait);
        command.SetAction((parsed, cancellation) =>
        {
            var (folder, size) = (LedgerOptions.Folder(parsed.GetValue(ledger)), parsed.GetValue(batch));
            var raw = parsed.GetValue(keepRaw);
            return parsed.GetValue(notices.Queue) is { } queue
                ? OfQueue(terminal, queue, notices.Of(parsed), folder, size, raw, Forget, cancellation)
                : OfLogs(terminal, logs.Of(parsed, parsed.GetValue(inputs) ?? []), folder, parsed.GetValue(noWait), size, raw, Forget, cancellation);

            void Forget(LedgerImport import)
            {
                if (parsed.GetValue(keep) is { } days) KeepOption.Forget(terminal, import, days, clock);
            }
        });
        return command;
    }

    private static async Task<int> OfLogs(Terminal terminal, GivenLogs logs, LedgerFolder folder, bool noWait, int batch, bool keepRaw, Action<LedgerImport> forget, CancellationToken cancellation)
    {
        if (logs.Fault is { } fault)
        {
            terminal.Say($"namesake: {fault}");
            return ExitCode.WrongUse;
        }
        if (await ImportTurn.Begin(terminal, folder, noWait, cancellation) is not { } import) return ExitCode.Failed;
        using (import)
        {
            var diagnostics = new ConcurrentBag<Diagnostic>();
            var run = new ImportRun(import, batch, keepRaw, diagnostics.Add);
            var done = await terminal.Wait("Importing log files", progress => run.Run(InputFiles.Find(logs.Inputs, logs.Window, diagnostics.Add, cancellation), progress, cancellation));
            var said = diagnostics.OrderBy(d => d.Place?.File, StringComparer.Ordinal).ThenBy(d => d.Place?.Line).ThenBy(d => d.Place?.Column).ThenBy(d => d.Code, StringComparer.Ordinal).ToList();
            terminal.Say(said, said.Count > 50 ? Severity.Warning : Severity.Note);
            terminal.Say(done.Describe(import, folder));
            forget(import);
            return said.Exists(d => d.Severity == Severity.Error) ? ExitCode.Undecided : ExitCode.Fine;
        }
    }

    /// <summary>Whether to fail at once where another process writes.</summary>
    public static Option<bool> NoWait() => new("--no-wait") { Description = "Fail where another import is running, instead of waiting for it to end" };

    private static async Task<int> OfQueue(Terminal terminal, string url, QueueOptions options, LedgerFolder folder, int batch, bool keepRaw, Action<LedgerImport> forget, CancellationToken cancellation)
    {
        var errors = 0;
        if (await QueueSource.Open(url, options, Report, cancellation) is not { } source) return ExitCode.Failed;
        await using (source)
        {
            if (!options.UntilEmpty) terminal.Say($"waiting for messages in {url}; Ctrl-C ends it");
            await new QueueImport(terminal, source, folder, batch, keepRaw, forget, Report).Run(cancellation);
            return source.IsLost ? ExitCode.Failed : options.UntilEmpty && errors > 0 ? ExitCode.Undecided : ExitCode.Fine;
        }

        // At once: it may run for months.
        void Report(Diagnostic diagnostic)
        {
            if (diagnostic.Severity == Severity.Error) Interlocked.Increment(ref errors);
            terminal.Say([diagnostic], Severity.Warning);
        }
    }
}
