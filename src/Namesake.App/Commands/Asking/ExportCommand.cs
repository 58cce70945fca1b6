using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Ledger.Asking;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake export</c>: the events with the people behind them, for other tools.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = new Option<string>("--out") { Description = "The file to write; one that is there is replaced", Required = true };
        var format = SharedOptions.Format("parquet", "ocsf");
        var ledger = LedgerOptions.Ledger();
        var (since, until) = (TimeOptions.Since(), TimeOptions.Until());
        var command = new Command("export", SharedOptions.Help(
            "Write the events in the ledger, each with the person behind it and the evidence, as Parquet or as OCSF (JSON lines).",
            "namesake export --out events.parquet",
            "namesake export --out monday.jsonl --format ocsf --since 2025-03-03 --until 2025-03-04"))
        {
            output, format, ledger,
        };
        TimeOptions.Add(command, since, until);
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(output));
            if (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(path)))
            {
                terminal.Say($"namesake: \"{path}\" is not a file in a folder that is there");
                return ExitCode.WrongUse;
            }
            var time = new Filter { Since = parsed.GetValue(since), Until = parsed.GetValue(until) };
            return LedgerQuestion.Ask(terminal, LedgerOptions.Folder(parsed.GetValue(ledger)), reader =>
            {
                var events = WholeFile.Write(path, partial => parsed.GetRequiredValue(format) == "parquet"
                    ? ParquetExport.Write(reader, time, partial)
                    : OcsfLines.Write(partial, LedgerEvents.All(reader, time)));
                terminal.Say($"{Counts.Of(events, "event")} written to {path}");
                return ExitCode.Fine;
            });
        });
        return command;
    }
}
