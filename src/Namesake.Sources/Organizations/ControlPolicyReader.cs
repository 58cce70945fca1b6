using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sources.Files;

namespace Namesake.Sources.Organizations;

/// <summary>An organization's policies of one sort, and what is to be said of the files that hold them.</summary>
public sealed record ReadControls(ImmutableArray<PolicyDocument> Policies, ImmutableArray<Diagnostic> Diagnostics)
{
    public static readonly ReadControls None = new([], []);
}

/// <summary>Reads service or resource control policies: documents, or answers of <c>aws organizations describe-policy</c>.</summary>
public static class ControlPolicyReader
{
    /// <summary>The largest file that is read, in bytes: a document in an envelope.</summary>
    public const int MaxBytes = 8 << 20;

    /// <param name="inputs">Files, folders, or <c>-</c>.</param>
    /// <param name="kind">The sort that they must be of.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<ReadControls> Read(IReadOnlyList<string> inputs, PolicyKind kind, CancellationToken cancellation = default)
    {
        if (inputs.Count == 0) return ReadControls.None;
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var policies = new List<PolicyDocument>();
        await foreach (var file in InputFiles.Find(inputs, diagnostics.Add, cancellation))
            if (Parse(file, kind, diagnostics.Add) is { } parsed)
            {
                diagnostics.AddRange(parsed.Diagnostics);
                if (!parsed.HasErrors) policies.Add(parsed.Document!);
            }
        var unread = diagnostics.Any(d => d.Severity == Severity.Error);
        if (policies.Count == 0 && !unread)
            diagnostics.Add(new Diagnostic(Severity.Error, "no-policy", $"\"{string.Join("\", \"", inputs)}\" holds no {NameOf(kind)}", null));
        // A policy that was not read may allow what the others do not: only what they deny is certain.
        return new ReadControls([.. unread ? policies.Select(Denying) : policies], diagnostics.ToImmutable());
    }

    private static ParsedPolicy? Parse(InputFile file, PolicyKind kind, Action<Diagnostic> report)
    {
        if (JsonFile.Load(file, MaxBytes, report) is not { } source) return null;
        var scan = new ControlPolicyScan(source);
        try
        {
            scan.Run();
        }
        catch (JsonException e)
        {
            report(JsonFile.Broken(file, source, e, "the policy is not used"));
            return null;
        }
        if (scan.Document is not { } document) report(file.Fault(file.ForeignSeverity, "no-policy", "the file is JSON, but holds no policy"));
        else if (scan.Type is { } type && type != TypeOf(kind)) report(file.Fault(Severity.Error, "wrong-policy-type", $"this is a {type}, and no {NameOf(kind)}: it is not used"));
        else return PolicyParser.Parse(document, kind);
        return null;
    }

    private static PolicyDocument Denying(PolicyDocument policy) => policy with { Statements = [.. policy.Statements.Where(s => s.Effect == Effect.Deny)] };

    private static string TypeOf(PolicyKind kind) => kind == PolicyKind.ServiceControl ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY";

    private static string NameOf(PolicyKind kind) => kind == PolicyKind.ServiceControl ? "service control policy" : "resource control policy";
}
