using System.Collections.Immutable;
using System.CommandLine;
using Namesake.App.Apply;
using Namesake.App.Reports;
using Namesake.Audit;
using Namesake.Audit.Findings;
using Namesake.Audit.Fixes;
using Namesake.Audit.Today;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Aws.Services;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary><c>namesake fix</c>: the smallest change of a trust policy that makes its role attributable, proved before it is shown.</summary>
internal static class FixCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var inputs = new Argument<string[]>("input") { Description = "A trust policy document, or any input of audit", Arity = ArgumentArity.ZeroOrMore };
        var roles = new Option<string[]>("--role") { Description = "Only this role, by name or ARN; may be given several times", AllowMultipleArgumentsPerToken = true };
        var carrier = new Option<string?>("--carrier") { Description = "Which name is to tell the caller: session-name or source-identity (default: whichever fits)" };
        carrier.AcceptOnlyFromAmong(AuditJson.NameOf(Carrier.SessionName), AuditJson.NameOf(Carrier.SourceIdentity));
        var premises = new PremiseOptions();
        var format = SharedOptions.Format("text", "json", "policy", "cli", "cloudformation", "terraform");
        var command = new Command("fix", SharedOptions.Help(
            "Propose the smallest change of a trust policy that makes its role attributable, proved before it is shown.",
            "namesake fix samples/policies/own-name-and-a-hole.json",
            "namesake fix account.json --role Deploy --format cli",
            "namesake fix account.json --role Deploy --carrier source-identity --identifying aws:SourceIdentity"))
        {
            inputs, roles, carrier, premises.ServiceControls, premises.ResourceControls, premises.IdentifyingKeys, format,
        };
        var (replay, apply) = (new ReplayOptions(), new ApplyOptions());
        replay.AddTo(command);
        apply.AddTo(command, inputs);
        command.SetAction((parsed, cancellation) =>
        {
            if (apply.UndoOf(parsed) is { } undone) return FixApplication.Undo(terminal, undone, apply.Of(parsed), clock, cancellation);
            var asked = new FixAsked(parsed.GetValue(inputs) ?? [], parsed.GetValue(roles) ?? [], CarrierOf(parsed.GetValue(carrier)), premises.Of(parsed)) { Account = apply.Of(parsed).Choice };
            var next = new FixNext(replay.Of(parsed, clock), apply.IsApply(parsed) ? apply.Of(parsed) : null, clock);
            return Run(terminal, asked, next, parsed.GetRequiredValue(format), cancellation);
        });
        return command;
    }

    private static async Task<int> Run(Terminal terminal, FixAsked asked, FixNext next, string format, CancellationToken cancellation)
    {
        if (asked.Premises.Fault(asked.Inputs) is { } fault) return WrongUse(terminal, fault);
        var read = await terminal.Wait("Reading roles", progress => asked.ReadRoles(progress, cancellation));
        if (asked.Fault(read) is { } stray)
        {
            terminal.Say(read.Diagnostics, Severity.Error);
            // What could not be read may hold it.
            return asked.IsUnread(read) ? ExitCode.Undecided : WrongUse(terminal, stray);
        }
        var run = await terminal.Wait("Looking for changes", _ => FixRun.Of(asked, read, cancellation));
        if (next.Fault(run) is { } missing) return WrongUse(terminal, missing);
        run = next.Replayed(run);
        if (FixReport.Write(terminal, run, format) is { } hindrance) return WrongUse(terminal, hindrance);
        return await next.Do(terminal, asked, run, cancellation);
    }

    private static Carrier? CarrierOf(string? name) => name is null ? null : Enum.GetValues<Carrier>().First(c => AuditJson.NameOf(c) == name);

    private static int WrongUse(Terminal terminal, string fault)
    {
        terminal.Say($"namesake: {fault}");
        return ExitCode.WrongUse;
    }
}

/// <summary>What was asked for, not yet read.</summary>
/// <param name="Inputs">Files, folders, or <c>-</c>.</param>
/// <param name="Roles">Names or ARNs; empty for all.</param>
/// <param name="Carrier">The carrier that must be used; null for any.</param>
/// <param name="Premises">What holds beside the trust policies.</param>
internal sealed record FixAsked(string[] Inputs, string[] Roles, Carrier? Carrier, GivenPremises Premises)
{
    /// <summary>The account that is read where there are no inputs.</summary>
    public AwsChoice Account { get; init; } = AwsChoice.Default;

    public Task<ReadRoles> ReadRoles(IProgress<int> progress, CancellationToken cancellation) => Inputs.Length > 0
        ? RoleReader.Read(Inputs, keepTexts: true, cancellation)
        : LiveRoles.Read(new LiveQuestion(Account), keepTexts: true, progress, cancellation);

    private string What => Inputs.Length > 0 ? "the input" : "the account";

    /// <summary>Whether the account could not be read, so that nobody knows what it holds.</summary>
    public bool IsUnread(ReadRoles read) => Inputs.Length == 0 && read.Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Why there is nothing to look at, in a sentence; null where there is.</summary>
    public string? Fault(ReadRoles read) =>
        read.Roles.IsEmpty ? $"{What} holds no role"
        : Array.Find(Roles, name => !read.Roles.Any(r => IsCalled(r, name))) is { } stray ? $"{What} holds no role \"{stray}\""
        : null;

    public IEnumerable<Role> Of(ReadRoles read) => read.Roles.Where(r => Roles.Length == 0 || Array.Exists(Roles, name => IsCalled(r, name)));

    private static bool IsCalled(Role role, string name) => role.Name == name || role.Arn == name;
}

/// <summary>What came of a run, for the report and for whatever is done with the proposals afterwards.</summary>
/// <param name="Read">The input.</param>
/// <param name="Premises">What the proofs rest on.</param>
/// <param name="Outcomes">An outcome for each role, in the order of the input.</param>
/// <param name="Diagnostics">What is wrong with the inputs and with the policies of these roles.</param>
internal sealed record FixRun(ReadRoles Read, Premises Premises, ImmutableArray<FixOutcome> Outcomes, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What the proposals would have done with recorded calls, where that was asked for.</summary>
    public ImmutableDictionary<Role, AnsweredReplay> Replays { get; init; } = ImmutableDictionary<Role, AnsweredReplay>.Empty;

    public IEnumerable<Proposal> Proposals => Outcomes.OfType<Proposal>();

    /// <summary>Findings outweigh what is undecided, as in an audit.</summary>
    public int Code =>
        Outcomes.Any(o => o is Proposal { Proof.Old.Verdict: Verdict.Forgeable } or NoFix { Standing: Standing.Forgeable or Standing.Closed }) ? ExitCode.Findings
        : Outcomes.Any(o => o is Proposal or NoFix { Standing: Standing.Unknown }) || Diagnostics.Any(d => d.Severity == Severity.Error) ? ExitCode.Undecided
        : ExitCode.Fine;

    public static async Task<FixRun> Of(FixAsked asked, ReadRoles read, CancellationToken cancellation)
    {
        var (premises, diagnostics) = await asked.Premises.Read(read, cancellation);
        var today = new TodayAudit(read.Identities);
        var outcomes = ImmutableArray.CreateBuilder<FixOutcome>();
        foreach (var role in asked.Of(read))
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = RoleFix.Find(role, premises, asked.Carrier);
            outcomes.Add(outcome is Proposal proposal ? ExistingCallers.Consider(proposal, today) : outcome);
        }
        var ofPolicies = outcomes.Where(o => o is not NoFix { Standing: Standing.Exempt }).SelectMany(o => o.Role.TrustPolicy.Diagnostics);
        return new FixRun(read, premises, outcomes.ToImmutable(), [.. read.Diagnostics, .. diagnostics, .. ofPolicies]);
    }
}
