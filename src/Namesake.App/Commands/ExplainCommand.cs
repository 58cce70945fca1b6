using System.CommandLine;
using Namesake.Audit.Today;
using Namesake.App.Explanations;
using Namesake.App.Reports;
using Namesake.Policy.Model;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary><c>namesake explain</c>: one trust policy line by line, and why its verdict is what it is.</summary>
internal static class ExplainCommand
{
    private const int MostNamed = 12;

    public static Command Create(Terminal terminal)
    {
        var inputs = new Argument<string[]>("input")
        {
            Description = "A trust policy document, or any input of audit: where it holds several roles, choose one with --role",
            Arity = ArgumentArity.OneOrMore,
        };
        var role = new Option<string?>("--role") { Description = "The role's name or ARN" };
        var premises = new PremiseOptions();
        var format = SharedOptions.Format("text", "json");
        var command = new Command("explain", SharedOptions.Help(
            "Show a trust policy line by line: whom each statement lets in, and which condition decides.",
            "namesake explain samples/policies/own-name-and-a-hole.json",
            "namesake explain samples/account.json --role Legacy"))
        {
            inputs, role, premises.ServiceControls, premises.ResourceControls, premises.IdentifyingKeys, format,
        };
        command.SetAction((parsed, cancellation) =>
            Run(terminal, parsed.GetRequiredValue(inputs), parsed.GetValue(role), premises.Of(parsed), parsed.GetRequiredValue(format), cancellation));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, string[] inputs, string? name, GivenPremises given, string format, CancellationToken cancellation)
    {
        if (given.Fault(inputs) is { } fault) return WrongUse(terminal, fault);
        var read = await RoleReader.Read(inputs, keepTexts: true, cancellation);
        var roles = read.Roles.Where(r => name is null || r.Name == name || r.Arn == name).ToList();
        if (roles is not [var role])
        {
            terminal.Say(read.Diagnostics);
            return WrongUse(terminal, Choice(roles, read, name));
        }
        var explanation = await terminal.Wait("Asking about each statement", async _ =>
        {
            var (premises, diagnostics) = await given.Read(read, cancellation);
            return Explanation.Of(role, [.. read.Diagnostics, .. diagnostics], premises);
        });
        if (format == "json") ExplanationJson.Write(terminal.Data, explanation, new TodayAudit(read.Identities).Ask(explanation.Finding.Role));
        else
        {
            ExplanationText.Write(terminal, explanation);
            terminal.Data.Flush();
            terminal.Say(explanation.Report.Diagnostics);
        }
        return AuditCommand.CodeOf(explanation.Report);
    }

    private static int WrongUse(Terminal terminal, string fault)
    {
        terminal.Say($"namesake: {fault}");
        return ExitCode.WrongUse;
    }

    private static string Choice(List<Role> matching, ReadRoles read, string? name) => (read.Roles.Length, matching.Count, name) switch
    {
        (0, _, _) => "the input holds no role",
        (_, 0, _) => $"the input holds no role \"{name}\": choose among {Named(read.Roles, r => r.Label)}",
        (_, _, null) => $"the input holds {Counts.Of(matching.Count, "role")}: choose one with --role, among {Named(matching, r => r.Label)}",
        _ => $"{Counts.Of(matching.Count, "role")} of the input are called \"{name}\": choose one by its ARN, among {Named(matching, r => r.Arn ?? $"{r.Place}")}",
    };

    private static string Named(IReadOnlyCollection<Role> roles, Func<Role, string> name) =>
        $"{string.Join(", ", roles.Take(MostNamed).Select(name))}{(roles.Count > MostNamed ? ", …" : "")}";
}
