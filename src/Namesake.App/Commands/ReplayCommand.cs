using System.CommandLine;
using Namesake.App.Commands.Asking;
using Namesake.App.Reports;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary><c>namesake replay</c>: who of those that assumed a role would a proposed trust policy refuse?</summary>
internal static class ReplayCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var policy = new Argument<string>("policy") { Description = "A file with the proposed trust policy" };
        var role = new Option<string>("--role") { Description = "The role's ARN", Required = true };
        var (options, ledger, format) = (new ReplayOptions(), LedgerOptions.Ledger(), SharedOptions.Format("table", "json"));
        var command = new Command("replay", SharedOptions.Help(
            "Put every recorded call that assumed a role to a proposed trust policy: who would have been refused, how often, with which tool, and what to change.",
            "namesake replay proposed.json --role arn:aws:iam::111122223333:role/SupportAccess",
            "namesake replay proposed.json --role arn:aws:iam::111122223333:role/SupportAccess --days 30 --format json"))
        {
            policy, role, options.Days, options.Until, ledger, format,
        };
        command.SetAction((parsed, cancellation) => Run(
            terminal, parsed.GetRequiredValue(policy), parsed.GetRequiredValue(role), options.QuestionOf(parsed, LedgerOptions.Folder(parsed.GetValue(ledger)), clock), parsed.GetRequiredValue(format), cancellation));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, string file, string role, ReplayQuestion question, string format, CancellationToken cancellation)
    {
        if (RoleName.Of(role) is not { Arn: { } arn }) return WrongUse(terminal, $"\"{role}\" is not the ARN of a role");
        if (!File.Exists(file)) return WrongUse(terminal, $"there is no file \"{file}\"");
        var read = await RoleReader.Read([file], keepTexts: false, cancellation);
        terminal.Say(read.Diagnostics);
        if (read.Roles is not [var given]) return WrongUse(terminal, $"\"{file}\" holds {Counts.Of(read.Roles.Length, "trust policy", "trust policies")}: give a file with the proposed one");
        terminal.Say(given.TrustPolicy.Diagnostics);
        if (given.TrustPolicy is not { HasErrors: false, Document: { } proposed }) return WrongUse(terminal, $"\"{file}\" is no trust policy that IAM would take: mend it first");
        return LedgerQuestion.Ask(terminal, question.Folder, reader =>
        {
            var answer = question.Ask(reader, arn, proposed);
            if (format == "json") ReplayJson.Write(terminal.Data, answer);
            else ReplayText.Write(terminal, answer);
            return answer.ExitCode;
        });
    }

    private static int WrongUse(Terminal terminal, string fault)
    {
        terminal.Say($"namesake: {fault}");
        return ExitCode.WrongUse;
    }
}
