using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Policy.Model;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sources.CloudTrail;

namespace Namesake.App.Commands;

/// <summary><c>namesake who</c>: who is behind one event, one key or one session, how sure that is, and why.</summary>
internal static class WhoCommand
{
    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("target") { Description = "An event id, an access key id, or the ARN of a role session" };
        var logs = SharedOptions.Logs();
        var format = SharedOptions.Format("table", "json");
        var command = new Command("who", SharedOptions.Help(
            "Name the person behind an event, an access key or a session, with the chain of evidence.",
            $"namesake who {Demo.DemoDay.BucketDeleted} --logs samples/trail",
            "namesake who arn:aws:sts::111122223333:assumed-role/SupportAccess/alice --logs samples/trail"))
        {
            target, logs, format,
        };
        command.SetAction((parsed, cancellation) => Run(terminal, parsed.GetRequiredValue(target), parsed.GetRequiredValue(logs), parsed.GetRequiredValue(format), cancellation));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, string target, string[] logs, string format, CancellationToken cancellation)
    {
        if (SharedOptions.Missing(logs) is { } missing)
        {
            terminal.Say($"namesake: there is no file or folder \"{missing}\"");
            return ExitCode.WrongUse;
        }
        var question = WhoQuestion.Of(target);
        var read = await terminal.Wait("Reading log files", progress => TrailReader.Read(logs, question.Concerns, progress, cancellation));
        terminal.Say(read.Diagnostics, Severity.Warning);
        var answers = question.Ask(read.Trail);
        if (answers.Count == 0)
        {
            terminal.Say($"namesake: {question.Describe()} is not in these logs ({Counts.Of(read.Files, "file")}, {Counts.Of(read.Trail.Seen, "event")})");
            return ExitCode.Undecided;
        }
        if (format == "json") WriteJson(terminal, answers);
        else WhoReport.Write(terminal, answers);
        return CodeOf(answers);
    }

    private static void WriteJson(Terminal terminal, IReadOnlyList<SessionAnswer> answers)
    {
        terminal.Data.Flush();
        using var stdout = Console.OpenStandardOutput();
        using var lines = new AttributionLines(stdout);
        foreach (var answer in answers) lines.Write(answer.First);
    }

    private static int CodeOf(IReadOnlyList<SessionAnswer> answers) =>
        answers.Any(a => a.First.Answer.Contradiction is not null) ? ExitCode.Findings
        : answers.Any(a => a.First.Answer.Evidence is Evidence.None or Evidence.Ambiguous or Evidence.ClaimedName || !a.First.Answer.Complete) ? ExitCode.Undecided
        : ExitCode.Fine;
}
