using System.CommandLine;
using Namesake.App.Watching;
using Namesake.App.Watching.Health;
using Namesake.App.Watching.Settings;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;

namespace Namesake.App.Commands;

/// <summary><c>namesake watch</c>: audits on a schedule and on change, and tells what is new.</summary>
internal static class WatchCommand
{
    public const string Name = "watch";

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var config = new Option<string>("--config") { Description = "What to watch, when, and whom to tell: a YAML file", Required = true };
        var once = new Option<bool>("--once") { Description = "One round, for cron: import, audit, tell what is new, end" };
        var health = new Option<string?>("--health") { Description = "Answer /healthz on this port of this machine, or on ADDRESS:PORT" };
        health.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && HealthServer.PrefixOf(given.Value) is null) result.AddError($"--health takes a port, or ADDRESS:PORT, and \"{given.Value}\" is neither");
        });
        var ledger = LedgerOptions.Ledger();
        var command = new Command(Name, SharedOptions.Help(
            "Audit roles on a schedule and as soon as the logs tell that one was changed, and alert once when a finding appears and once when it is gone.",
            "namesake watch --config samples/watch.yaml --once",
            "namesake watch --config /etc/namesake/watch.yaml --health 8090"))
        {
            config, once, health, ledger,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(once) is { Implicit: false } && result.GetResult(health) is { Implicit: false }) result.AddError("--health is of a watch that goes on: --once ends by itself");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var read = WatchFile.Read(parsed.GetRequiredValue(config));
            if (read.Settings is not { } settings) return Task.FromResult(Refuse(terminal, read));
            if (settings.Rules.Read(terminal, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is not { } by) return Task.FromResult(ExitCode.WrongUse);
            var session = new WatchSession(settings, by, LedgerFolderOf(parsed.GetValue(ledger), settings), terminal, clock);
            return parsed.GetValue(once) ? session.Once(cancellation) : session.Run(parsed.GetValue(health), cancellation);
        });
        return command;
    }

    private static LedgerFolder LedgerFolderOf(string? given, WatchSettings settings) => LedgerOptions.Folder(given ?? settings.Ledger);

    private static int Refuse(Terminal terminal, ReadSettings read)
    {
        terminal.Say(read.Diagnostics, Severity.Note);
        return ExitCode.WrongUse;
    }
}
