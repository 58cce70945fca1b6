using System.CommandLine;
using Namesake.App.OwnRules;
using Namesake.App.Reports;
using Namesake.App.Reports.Sheets;
using Namesake.Audit;
using Namesake.Audit.Chains;
using Namesake.Audit.Exemptions;
using Namesake.Audit.Findings;
using Namesake.Audit.Today;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary><c>namesake audit</c>: does every role's session bear its caller's name?</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
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
            "namesake audit --profile security --org --trails --record",
            "namesake audit account.json --exemptions exemptions.yaml --rules samples/rules",
            "namesake audit account.json --scp scp.json --rcp rcp.json --identifying aws:PrincipalTag/person"))
        {
            inputs, premises.ServiceControls, premises.ResourceControls, premises.IdentifyingKeys, withChains, format,
        };
        var record = new RecordOptions();
        record.Add(command);
        var live = new LiveOptions();
        live.Add(command, inputs, record.At);
        live.AddTrails(command);
        var rules = new RuleOptions();
        rules.Add(command);
        command.SetAction((parsed, cancellation) => Run(
            terminal,
            new Asked(
                parsed.GetValue(inputs) ?? [], live.Of(parsed, inputs), premises.Of(parsed), record.Of(parsed), rules.Of(parsed), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
                parsed.GetValue(withChains), parsed.GetRequiredValue(format)),
            cancellation));
        return command;
    }

    /// <summary>What the command line asks for.</summary>
    private sealed record Asked(
        string[] Inputs, LiveQuestion? Live, GivenPremises Premises, PolicyRecord? Record, GivenRules Rules, DateOnly Day, bool WithChains, string Format);

    private static async Task<int> Run(Terminal terminal, Asked asked, CancellationToken cancellation)
    {
        var record = asked.Record;
        if (asked.Premises.Fault(asked.Inputs) is { } fault)
        {
            terminal.Say($"namesake: {fault}");
            return ExitCode.WrongUse;
        }
        if (asked.Rules.Read(terminal, asked.Day) is not { } by) return ExitCode.WrongUse;
        var keepTexts = record is not null;
        var read = asked.Live is { } live
            ? await terminal.Wait("Reading accounts", progress => LiveRoles.Read(live, keepTexts, progress, cancellation))
            : await terminal.Wait("Reading roles", _ => RoleReader.Read(asked.Inputs, keepTexts, cancellation));
        if (record?.Fault(read) is { } hindrance)
        {
            terminal.Say(read.Diagnostics, Severity.Error);
            terminal.Say($"namesake: {hindrance}");
            return asked.Live is null ? ExitCode.WrongUse : ExitCode.Undecided;
        }
        var (report, today, chains, judgement) = await terminal.Wait("Auditing roles", async _ =>
        {
            var (premises, diagnostics) = await asked.Premises.Read(read, cancellation);
            var audit = Exempting.Apply(RoleAudit.Run(read.Roles, [.. read.Diagnostics, .. diagnostics], premises), by.Exemptions, by.Today);
            var (existing, ways) = (new TodayAudit(read.Identities), asked.WithChains ? ChainAudit.Run(read.Roles) : null);
            var judged = RoleJudgement.Of(audit, ways, existing.Ask, by, read);
            return (audit with { Diagnostics = [.. audit.Diagnostics, .. judged.Diagnostics] }, existing, ways, judged);
        });
        if (asked.Format == "json") AuditJson.Write(terminal.Data, report, today.Ask, chains, judgement.Findings);
        else
        {
            AuditTable.Write(terminal, report, today.Ask);
            if (chains is not null) ChainText.Write(terminal, chains);
            FindingSheet.Of(judgement.Beyond).Write(terminal, asked.Format);
        }
        if (record is not null) await record.Keep(terminal, read, cancellation);
        return judgement.HasWrong ? ExitCode.Findings : CodeOf(report, chains);
    }

    private static int CodeOf(AuditReport report, ChainReport? chains) =>
        chains?.Roles.Any(r => r.Worst == Telling.Lost && !report.Findings.Any(f => f.Exempted is not null && f.Role == r.Role)) == true ? ExitCode.Findings
        : CodeOf(report) is var code && code == ExitCode.Fine && chains?.CountOf(Telling.Unknown) > 0 ? ExitCode.Undecided
        : code;

    // Findings outweigh what is undecided: both are in the output, and a script must stop for either.
    public static int CodeOf(AuditReport report) =>
        report.Findings.Any(f => f.IsFinding) ? ExitCode.Findings : report.HasUndecided ? ExitCode.Undecided : ExitCode.Fine;
}
