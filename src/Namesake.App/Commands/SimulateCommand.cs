using System.CommandLine;
using System.Collections.Immutable;
using Namesake.App.Reports;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sources.Requests;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary><c>namesake simulate</c>: one request against one trust policy, allowed or not, and why.</summary>
internal static class SimulateCommand
{
    private const int LargestRequest = 4 << 20;

    public static Command Create(Terminal terminal)
    {
        var policy = new Argument<string>("policy") { Description = "A trust policy document, or an answer of IAM that holds one role, or -" };
        var role = new Option<string?>("--role") { Description = "The role, where the input holds several" };
        var caller = new Option<string?>("--caller") { Description = "Who asks: the ARN of a user, role session or provider, or a service's name" };
        var action = new Option<string?>("--action") { Description = "The action; by default the AssumeRole action of this kind of caller" };
        var session = new Option<string?>("--session-name") { Description = "The role session name" };
        var source = new Option<string?>("--source-identity") { Description = "The source identity" };
        var context = new Option<string[]>("--context") { Description = "Condition keys as key=value; a key given twice is multi-valued", AllowMultipleArgumentsPerToken = true };
        var file = new Option<string?>("--request") { Description = "A request as JSON, instead of the options above" };
        var format = SharedOptions.Format("table", "json");
        var command = new Command("simulate", SharedOptions.Help(
            "Try one request on a trust policy, and say which statement and conditions decided.",
            "namesake simulate samples/policies/own-name.json --caller arn:aws:iam::111122223333:user/alice --session-name alice",
            "namesake simulate policy.json --request request.json --format json"))
        {
            policy, role, caller, action, session, source, context, file, format,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var request = parsed.GetValue(file) is { } path
                    ? RequestReader.Read(LoadRequest(path))
                    : FromOptions(parsed.GetValue(caller), parsed.GetValue(action), parsed.GetValue(session), parsed.GetValue(source), parsed.GetValue(context) ?? []);
                return await Run(terminal, parsed.GetRequiredValue(policy), parsed.GetValue(role), request, parsed.GetRequiredValue(format), cancellation);
            }
            catch (FormatException e)
            {
                terminal.Say($"namesake: {e.Message}");
                return ExitCode.WrongUse;
            }
        });
        return command;
    }

    private static async Task<int> Run(Terminal terminal, string input, string? name, Request request, string format, CancellationToken cancellation)
    {
        if (SharedOptions.Missing([input]) is { } missing) throw new FormatException($"there is no file \"{missing}\"");
        var read = await RoleReader.Read([input], cancellation);
        terminal.Say(read.Diagnostics);
        var roles = read.Roles.Where(r => name is null || r.Name == name || r.Arn == name).ToList();
        if (roles is not [var role])
            throw new FormatException(roles.Count == 0 ? $"\"{input}\" holds no role{(name is null ? "" : $" \"{name}\"")}" : $"\"{input}\" holds {roles.Count} roles: choose one with --role");
        terminal.Say(role.TrustPolicy.Diagnostics);
        if (role.TrustPolicy.HasErrors || role.TrustPolicy.Document is not { } policy) return ExitCode.Undecided;
        var simulation = Simulation.Run(policy, request);
        if (format == "json") SimulationReport.WriteJson(terminal.Data, simulation);
        else SimulationReport.WriteTable(terminal, simulation);
        return simulation.Outcome == Outcome.Allowed ? ExitCode.Fine : ExitCode.Findings;
    }

    private static SourceText LoadRequest(string path)
    {
        if (!File.Exists(path)) throw new FormatException($"there is no file \"{path}\"");
        if (new FileInfo(path).Length > LargestRequest) throw new FormatException($"\"{path}\" is too large for a request");
        return SourceText.OfFile(path, File.ReadAllBytes(path));
    }

    private static Request FromOptions(string? arn, string? action, string? session, string? source, string[] context)
    {
        if (arn is null) throw new FormatException("say who asks: --caller ARN, or --request FILE");
        if (!Caller.TryFromArn(arn, out var caller)) throw new FormatException($"\"{arn}\" is no caller: give the ARN of a user, a role session or a provider, or a service's name");
        return new Request(action ?? StsAdmission.ActionFor(caller.Kind), caller, session, source, ContextOf(context));
    }

    private static ImmutableSortedDictionary<string, ContextValue> ContextOf(string[] pairs)
    {
        var context = Request.NoContext;
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new FormatException($"\"{pair}\" is no condition key: write key=value");
            var (key, value) = (pair[..equals], pair[(equals + 1)..]);
            context = context.SetItem(key, context.TryGetValue(key, out var earlier) ? ContextValue.OfList([.. earlier.Values, value]) : ContextValue.Of(value));
        }
        return context;
    }
}
