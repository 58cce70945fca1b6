using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Audit;
using Namesake.Audit.Chains;
using Namesake.Audit.Findings;
using Namesake.Audit.Today;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary><c>namesake audit</c>: does every role's session bear its caller's name?</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var inputs = new Argument<string[]>("input")
        {
            Description = "get-account-authorization-details, list-roles or get-role answers, trust policy documents, folders of them, or -",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var premises = new PremiseOptions();
        var withChains = new Option<bool>("--chains") { Description = "follow the roles that trust roles: who arrives at each, and where names are lost" };
        var format = SharedOptions.Format("table", "json");
        var command = new Command("audit", SharedOptions.Help(
            "Say for every role whether its sessions bear their caller's name, or show two callers who can get the same one.",
            "aws iam get-account-authorization-details > account.json; namesake audit account.json",
            "namesake audit samples/account.json --format json",
            "namesake audit account.json --chains",
            "namesake audit account.json --record",
            "namesake audit --profile security --org --record",
            "namesake audit account.json --scp scp.json --rcp rcp.json --identifying aws:PrincipalTag/person"))
        {
            inputs, premises.ServiceControls, premises.ResourceControls, premises.IdentifyingKeys, withChains, format,
        };
        var record = new RecordOptions();
        record.Add(command);
        var live = new LiveOptions();
        live.Add(command, inputs, record.At);
        command.SetAction((parsed, cancellation) => Run(terminal, parsed.GetValue(inputs) ?? [], live.Of(parsed, inputs), premises.Of(parsed), record.Of(parsed), parsed.GetValue(withChains), parsed.GetRequiredValue(format), cancellation));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, string[] inputs, LiveQuestion? live, GivenPremises given, PolicyRecord? record, bool withChains, string format, CancellationToken cancellation)
    {
        if (given.Fault(inputs) is { } fault)
        {
            terminal.Say($"namesake: {fault}");
            return ExitCode.WrongUse;
        }
        var read = live is null
            ? await terminal.Wait("Reading roles", _ => RoleReader.Read(inputs, keepTexts: record is not null, cancellation))
            : await terminal.Wait("Reading accounts", progress => LiveRoles.Read(live, keepTexts: record is not null, progress, cancellation));
        if (record?.Fault(read) is { } hindrance)
        {
            terminal.Say(read.Diagnostics, Severity.Error);
            terminal.Say($"namesake: {hindrance}");
            return live is null ? ExitCode.WrongUse : ExitCode.Undecided;
        }
        var (report, today, chains) = await terminal.Wait("Auditing roles", async _ =>
        {
            var (premises, diagnostics) = await given.Read(read, cancellation);
            var audit = RoleAudit.Run(read.Roles, [.. read.Diagnostics, .. diagnostics], premises);
            return (audit, new TodayAudit(read.Identities), withChains ? ChainAudit.Run(read.Roles) : null);
        });
        if (format == "json") AuditJson.Write(terminal.Data, report, today.Ask, chains);
        else
        {
            AuditTable.Write(terminal, report, today.Ask);
            if (chains is not null) ChainText.Write(terminal, chains);
        }
        if (record is not null) await record.Keep(terminal, read, cancellation);
        return CodeOf(report, chains);
    }

    private static int CodeOf(AuditReport report, ChainReport? chains) =>
        chains?.CountOf(Telling.Lost) > 0 ? ExitCode.Findings
        : CodeOf(report) is var code && code == ExitCode.Fine && chains?.CountOf(Telling.Unknown) > 0 ? ExitCode.Undecided
        : code;

    // Findings outweigh what is undecided: both are in the output, and a script must stop for either.
    public static int CodeOf(AuditReport report) =>
        report.Findings.Any(f => f.IsFinding) ? ExitCode.Findings : report.HasUndecided ? ExitCode.Undecided : ExitCode.Fine;
}
