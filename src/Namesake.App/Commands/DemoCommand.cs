using System.CommandLine;
using Namesake.App.Demo;
using Namesake.App.Reports;
using Namesake.Audit;
using Namesake.Audit.Today;
using Namesake.Sessions.Attributions;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Roles;
using Spectre.Console;

namespace Namesake.App.Commands;

/// <summary><c>namesake demo</c>: a made-up account and a day of its trail, audited and asked about.</summary>
internal static class DemoCommand
{
    private const string Folder = "namesake-demo";

    private static readonly (string EventId, string Story)[] Stories =
    [
        (DemoDay.BucketDeleted, "Somebody deleted the bucket acme-invoices. Who?"),
        (DemoDay.GroupOpened, "A security group of another account was opened, through two roles. Who?"),
        (DemoDay.SecretRead, "Session \"alice\" read a secret. Alice?"),
        (DemoDay.MissingIssuer, "A session whose issuing event is missing. Who?"),
    ];

    public static Command Create(Terminal terminal)
    {
        var events = new Option<int?>("--events") { Description = "Write a synthetic trail of so many events instead, with the truth beside it (at least 1,000)" };
        var seed = new Option<ulong>("--seed") { Description = "Which synthetic trail: the same seed writes the same one", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "Where to write", DefaultValueFactory = _ => Folder };
        var command = new Command("demo", SharedOptions.Help(
            "Write a small made-up account and a day of its trail; audit the one, ask who was behind events of the other.",
            "namesake demo",
            "namesake demo --events 1000000 --seed 7 --out big"))
        {
            events, seed, output,
        };
        command.SetAction((parsed, cancellation) => parsed.GetValue(events) is { } count
            ? Synthesize(terminal, count, parsed.GetValue(seed), parsed.GetRequiredValue(output), cancellation)
            : Run(terminal, parsed.GetRequiredValue(output), cancellation));
        return command;
    }

    private static async Task<int> Synthesize(Terminal terminal, int events, ulong seed, string output, CancellationToken cancellation)
    {
        if (events < SyntheticTrail.Fewest)
        {
            terminal.Say($"namesake: --events takes at least {SyntheticTrail.Fewest:N0}");
            return ExitCode.WrongUse;
        }
        if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
        {
            terminal.Say($"namesake: \"{output}\" is not empty: give --out a new folder, or its old events would mix with the new");
            return ExitCode.WrongUse;
        }
        await terminal.Wait("Writing events", progress =>
        {
            new SyntheticTrail(events, seed).WriteTo(output, progress, cancellation);
            return Task.FromResult(true);
        });
        terminal.Data.WriteLine($"Wrote {events:N0} events below {output}/AWSLogs, and the truth about them to {output}/truth.jsonl");
        return ExitCode.Fine;
    }

    private static async Task<int> Run(Terminal terminal, string output, CancellationToken cancellation)
    {
        DemoDay.WriteTo(output);
        var (account, trail) = (Path.Combine(output, "account.json"), Path.Combine(output, "trail"));
        terminal.Out.MarkupLine(Terminal.Markup($"Wrote a made-up account to {account} and a day of its trail to {trail}."));
        terminal.Out.WriteLine();

        terminal.Out.MarkupLine($"[bold]$ namesake audit {Terminal.Markup(account)}[/]");
        var roles = await RoleReader.Read([account], cancellation);
        AuditTable.Write(terminal, RoleAudit.Run(roles.Roles, roles.Diagnostics, Premises.None with { People = roles.People }), new TodayAudit(roles.Identities).Ask);

        foreach (var (id, story) in Stories)
        {
            terminal.Out.MarkupLine($"\n{Terminal.Markup(story)}\n[bold]$ namesake who {id} --logs {Terminal.Markup(trail)}[/]");
            var question = WhoQuestion.Of(id);
            var read = await TrailReader.Read([trail], question.Concerns, null, cancellation);
            new WhoReport(null, a => KnownWorkload.Of(a, read.Trail, null)).Write(terminal, question.Ask(read.Trail));
        }

        terminal.Out.MarkupLine("\n[bold]Try next[/]");
        terminal.Out.MarkupLine(Terminal.Markup($"  namesake attribute --logs {trail}                          every session event, a JSON line each"));
        terminal.Out.MarkupLine(Terminal.Markup("  aws iam get-account-authorization-details > account.json    your own account, then:"));
        terminal.Out.MarkupLine(Terminal.Markup("  namesake audit account.json"));
        terminal.Out.MarkupLine(Terminal.Markup("  namesake who EVENT_ID --logs FOLDER_OF_CLOUDTRAIL_FILES     your own trail"));
        return ExitCode.Fine;
    }
}
