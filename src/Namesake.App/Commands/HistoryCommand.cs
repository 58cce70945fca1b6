using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Audit.Enforcement;
using Namesake.Audit.Findings;
using Namesake.Audit.History;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;

namespace Namesake.App.Commands;

/// <summary><c>namesake history</c>: the trust policies that a role had, with who changed them.</summary>
internal static class HistoryCommand
{
    public static Command Create(Terminal terminal)
    {
        var role = new Argument<string>("role") { Description = "The role's ARN, or its name" };
        var ledger = LedgerOptions.Ledger();
        var format = SharedOptions.Format("table", "json");
        var command = new Command("history", SharedOptions.Help(
            "Show each version of a role's trust policy that the ledger knows: since when, its verdict, and who is behind the change.",
            "namesake history SupportAccess",
            "namesake history arn:aws:iam::111122223333:role/SupportAccess --format json"))
        {
            role, ledger, format,
        };
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(role), LedgerOptions.Folder(parsed.GetValue(ledger)), parsed.GetRequiredValue(format)));
        return command;
    }

    private static int Run(Terminal terminal, string text, LedgerFolder folder, string format)
    {
        if (RoleName.Of(text) is not { } asked)
        {
            terminal.Say($"namesake: \"{text}\" is neither the name nor the ARN of a role");
            return ExitCode.WrongUse;
        }
        if (LedgerOptions.Open(terminal, folder, "begin one with 'namesake audit INPUT --record'") is not { } snapshot) return ExitCode.WrongUse;
        using (snapshot)
        {
            var found = RolePolicies.Find(snapshot, asked.Name).Where(c => asked.Account is null || c.Account == asked.Account).ToLookup(c => c.Account, StringComparer.Ordinal);
            if (found.Count == 0)
            {
                terminal.Say($"namesake: no trust policy of {asked} is in the ledger (\"{folder.Path}\"): record one with 'namesake audit INPUT --record', or import the logs of IAM, which are in us-east-1");
                return ExitCode.Undecided;
            }
            if (found.Count > 1)
            {
                terminal.Say($"namesake: {found.Count} accounts have a role {asked.Name}: say which by its ARN, {string.Join(", ", found.Select(a => $"arn:aws:iam::{a.Key}:role/{asked.Name}").Order(StringComparer.Ordinal))}");
                return ExitCode.WrongUse;
            }
            var account = found.Single();
            var history = new RoleHistory(asked.Arn, account.Key, account.First().RoleName, Described(RoleVersions.Of(account, asked.Arn), new LedgerAnswers(snapshot, new EnforcedNames().Prove)));
            if (format == "json") HistoryJson.Write(terminal.Data, history);
            else HistoryTable.Write(terminal, history);
            return CodeOf(history.Versions[^1]);
        }
    }

    private static IReadOnlyList<DescribedVersion> Described(IReadOnlyList<PolicyVersion> versions, LedgerAnswers answers) =>
        [.. versions.Select(v => new DescribedVersion(v, v.IsWritten && answers.OfEvent(v.Begin.Id) is [var change] ? change.First : null))];

    // As of an audit of what is there now.
    private static int CodeOf(DescribedVersion last) => last.Version switch
    {
        { Finding.IsFinding: true } => ExitCode.Findings,
        { IsDeletion: true } => ExitCode.Fine,
        { Finding: null or { Standing: Standing.Unknown } } => ExitCode.Undecided,
        _ => ExitCode.Fine,
    };
}

/// <summary>A version, and who is behind the event that wrote it; null where that is not in the ledger.</summary>
internal sealed record DescribedVersion(PolicyVersion Version, Attribution? Change);

/// <summary>The versions of a role's trust policy.</summary>
internal sealed record RoleHistory(Policy.Model.Arn? Arn, string Account, string Name, IReadOnlyList<DescribedVersion> Versions);
