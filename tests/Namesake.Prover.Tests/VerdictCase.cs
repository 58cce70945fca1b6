using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Tests;

namespace Namesake.Prover.Tests;

/// <summary>A line of tests/Corpus/verdicts.jsonl or verdicts-more.jsonl: a trust policy and the true answer.</summary>
internal sealed record VerdictCase(string Name, ParsedPolicy Policy, Verdict Verdict, Carrier? Carrier, bool AllowUnknown, string Line)
{
    public static VerdictCase Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new VerdictCase(
            root.GetProperty("name").GetString()!,
            PolicyParser.Parse(root.GetProperty("policy").GetRawText()),
            Enum.Parse<Verdict>(root.GetProperty("verdict").GetString()!, ignoreCase: true),
            root.GetProperty("carrier").GetString() switch
            {
                null => null,
                "session-name" => Questions.Carrier.SessionName,
                "source-identity" => Questions.Carrier.SourceIdentity,
                "sole-caller" => Questions.Carrier.SoleCaller,
                var other => throw new FormatException(other),
            },
            root.GetProperty("allowUnknown").GetBoolean(),
            line);
    }

    public static IEnumerable<string> Lines() =>
        File.ReadLines(Repository.Corpus("verdicts.jsonl")).Concat(File.ReadLines(Repository.Corpus("verdicts-more.jsonl")));
}
