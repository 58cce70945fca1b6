using System.Text;
using System.Text.Json;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Sources.Requests;
using Namesake.Sources.Roles;

namespace Fuzz;

/// <summary>The policy parser, the finding of roles around it, and the evaluator and the prover on what parses.</summary>
internal sealed class PolicyTarget : ITarget
{
    private readonly Request[] _requests;

    public PolicyTarget()
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "requests.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var conditions = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "conditions.jsonl")).Select(l => JsonDocument.Parse(l).RootElement);
        _requests = [.. lines.Select(l => l.GetProperty("request").GetRawText()).Distinct(StringComparer.Ordinal).Take(40).Select(r => RequestReader.Read(SourceText.OfString(r)))];
        var policies = lines.Select(l => l.GetProperty("policy").GetRawText()).Concat(conditions.Select(c => PolicyWith(c.GetProperty("condition").GetRawText()))).Distinct(StringComparer.Ordinal).ToList();
        Seeds = [.. policies.Concat(policies.Take(20).SelectMany(Wrapped)).Select(Encoding.UTF8.GetBytes)];
        Words = [.. policies.SelectMany(Names).Distinct(StringComparer.Ordinal), "AssumeRolePolicyDocument", "Properties", "RoleName", "Arn", "IsTruncated", "Ref", "Fn::Sub", "\\ud800", "\uFEFF", "\"", "\\", "{", "[", ","];
    }

    public string Name => "policy";

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; }

    public string Take(byte[] input)
    {
        var source = SourceText.OfFile("input", input);
        var signature = new StringBuilder();
        foreach (var kind in Enum.GetValues<PolicyKind>()) Judge(PolicyParser.Parse(source, kind), signature);
        var scan = new RoleScan(source);
        try
        {
            scan.Run();
        }
        catch (JsonException)
        {
            signature.Append("no JSON;");
        }
        foreach (var role in scan.Found.Take(20)) Judge(role.TrustPolicy, signature.Append("role;"));
        return signature.ToString();
    }

    private void Judge(ParsedPolicy parsed, StringBuilder signature)
    {
        signature.AppendJoin(' ', parsed.Diagnostics.Select(d => d.Code).Distinct(StringComparer.Ordinal)).Append(';');
        if (parsed.Diagnostics.Any(d => d.Place is not { Line: > 0, Column: > 0 })) throw new InvalidOperationException("a diagnostic without a place");
        if (parsed.Document is not { } policy) return;
        foreach (var request in _requests)
        {
            var context = RequestContext.Of(request);
            var decision = Evaluator.Explain(policy, context, request.Action);
            if (decision.Outcome != Evaluator.Evaluate(policy, context, request.Action)) throw new InvalidOperationException("the explanation disagrees with the answer");
            signature.Append((int)decision.Outcome);
        }
        if (!parsed.HasErrors) CheckPrinted(policy);
        if (!parsed.HasErrors && policy.Kind == PolicyKind.Trust) CheckProved(parsed, policy, signature);
    }

    private static void CheckProved(ParsedPolicy parsed, PolicyDocument policy, StringBuilder signature)
    {
        var answer = Attributable.Ask(parsed);
        signature.Append(answer.Code);
        if (answer.Witness is not { } witness) return;
        if (!StsAdmission.Admits(policy, witness.First) || !StsAdmission.Admits(policy, witness.Second)) throw new InvalidOperationException("the witness is not admitted");
    }

    private void CheckPrinted(PolicyDocument policy)
    {
        var printed = PolicyPrinter.Print(policy);
        var again = PolicyParser.Parse(SourceText.OfString(printed), policy.Kind);
        if (again.HasErrors) throw new InvalidOperationException($"printed, it does not parse: {string.Join("; ", again.Diagnostics)}\n{printed}");
        foreach (var request in _requests)
        {
            var context = RequestContext.Of(request);
            if (Evaluator.Evaluate(policy, context, request.Action) != Evaluator.Evaluate(again.Document!, context, request.Action))
                throw new InvalidOperationException($"printed, it decides otherwise:\n{printed}");
        }
    }

    private static string PolicyWith(string condition) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":["sts:AssumeRole","sts:Tag*"],"Condition":{{condition}}}]}""";

    private static IEnumerable<string> Wrapped(string policy) =>
    [
        $$"""{"Roles":[{"RoleName":"r","Arn":"arn:aws:iam::123456789012:role/r","AssumeRolePolicyDocument":{{JsonSerializer.Serialize(Uri.EscapeDataString(policy))}}}],"IsTruncated":false}""",
        JsonSerializer.Serialize(policy),
    ];

    /// <summary>Every member's name and every text.</summary>
    private static IEnumerable<string> Names(string json)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                names.Add(reader.GetString()!);
        return names;
    }
}
