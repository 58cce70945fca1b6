using System.Collections.Immutable;
using System.CommandLine;
using Namesake.App.Permissions;
using Namesake.Sources.Aws;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Aws.Permissions;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Commands;

/// <summary><c>namesake doctor</c>: which permissions does each verb need, and which are missing? It writes nothing.</summary>
internal static class DoctorCommand
{
    private const string OfOrganization = "audit-org";

    public static Command Create(Terminal terminal)
    {
        var names = VerbNeeds.All.Select(v => v.Name).ToArray();
        var verbs = new Argument<string[]>("verb") { Description = $"What is to be done: {string.Join(", ", names)} (default: all; {OfOrganization} with --org)", Arity = ArgumentArity.ZeroOrMore };
        verbs.AcceptOnlyFromAmong(names);
        var policy = new Option<string?>("--policy") { Description = "Print the least policy that this verb can do with, and ask nobody" };
        policy.AcceptOnlyFromAmong(names);
        var format = SharedOptions.Format("table", "json");
        var command = new Command("doctor", SharedOptions.Help(
            "Say which permissions each verb needs, and which of them the present credentials lack. Nothing is written.",
            "namesake doctor audit --profile security",
            "namesake doctor --profile security --org",
            "namesake doctor --policy fix-apply"))
        {
            verbs, policy, format,
        };
        var live = new LiveOptions();
        live.Add(command, inputs: null);
        command.SetAction((parsed, cancellation) => parsed.GetValue(policy) is { } wanted
            ? Print(terminal, wanted, live.Of(parsed))
            : Run(terminal, parsed.GetValue(verbs) ?? [], live.Of(parsed), parsed.GetRequiredValue(format), cancellation));
        return command;
    }

    private static Task<int> Print(Terminal terminal, string verb, LiveQuestion live)
    {
        terminal.Data.WriteLine(NeedsPolicy.Of(VerbNeeds.Of(verb).For(LiveOptions.PartitionOf(live), live.OrganizationRole ?? LiveOptions.DefaultRole)));
        return Task.FromResult(ExitCode.Fine);
    }

    private static async Task<int> Run(Terminal terminal, string[] verbs, LiveQuestion live, string format, CancellationToken cancellation)
    {
        var role = live.OrganizationRole ?? LiveOptions.DefaultRole;
        var wanted = VerbNeeds.All.Where(v => verbs.Length > 0 ? verbs.Contains(v.Name, StringComparer.Ordinal) : v.Name != OfOrganization || live.OrganizationRole is not null);
        try
        {
            var (report, found) = await terminal.Wait("Asking for permissions", async _ =>
            {
                var aws = await AwsConnection.Open(live.Choice, cancellation);
                var report = await Ask(aws, [.. wanted], role, cancellation);
                return (report, CheckedVerb.Of(wanted.Select(v => v.For(report.Partition, role)), report));
            });
            if (format == "json") DoctorReport.WriteJson(terminal.Data, report, found);
            else DoctorReport.WriteTable(terminal, report, found);
            return found.Any(v => v.Has(PermissionState.Missing)) ? ExitCode.Findings : found.Any(v => v.Has(PermissionState.NotKnown)) ? ExitCode.Undecided : ExitCode.Fine;
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            terminal.Say($"namesake: {AwsFault.Of(e, "sts:AssumeRole").Message}");
            return ExitCode.Failed;
        }
    }

    private static async Task<PermissionReport> Ask(AwsConnection aws, ImmutableArray<VerbNeeds> verbs, string role, CancellationToken cancellation)
    {
        var report = await PermissionCheck.Run(aws, verbs.SelectMany(v => v.Needs).Select(n => n.Action).Where(a => a != OrganizationCheck.Action), cancellation);
        return verbs.Any(v => v.Name == OfOrganization) ? report with { Answers = report.Answers.Add(await OrganizationCheck.Run(aws, report, role, cancellation)) } : report;
    }
}
