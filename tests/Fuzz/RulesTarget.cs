using System.Text;
using Namesake.App.Declared;
using Namesake.App.OwnRules;
using Namesake.Policy.Model;

namespace Fuzz;

/// <summary>Files of rules and of exemptions, and the conditions of those rules that can be used, put to their own examples.</summary>
internal sealed class RulesTarget : ITarget
{
    public RulesTarget()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Rules"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        // As JSON too, which is changed as JSON: what comes out still parses.
        Seeds = [.. files.Concat(files.Select(AsJson)).Select(Encoding.UTF8.GetBytes)];
        Words =
        [
            "code", "over", "severity", "when", "message", "remedy", "examples", "record", "found", "pattern", "reason", "owner", "expires", "role", "session", "event", "high", "2027-01-31", "{{", "}}", "{{name}}",
            "[*]", "[]", "[?", "]", "|", "||", "&&", "!", "@", "&", "==", "`", "'", "length(", "map(&", "sort_by(", "to_string(", "join(", "[@,@]|", "{a:@}", "[::-1]", "[1:2:0]", "- ", "&a ", "*a", ": ", "\n  ", "\t", "? ", "!!", "---", "|-", ">", "#", "\"", "{", "[",
        ];
    }

    public string Name => "rules";

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; }

    public string Take(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var (rules, exemptions) = (RuleFiles.Parse("input", text), ExemptionFile.Parse("input", text));
        var signature = new StringBuilder();
        foreach (var diagnostic in rules.Diagnostics.Concat(exemptions.Diagnostics))
        {
            if (diagnostic.Place is not { Line: > 0, Column: > 0 }) throw new InvalidOperationException("a diagnostic without a place");
            signature.Append(diagnostic.Code).Append(' ');
        }
        if (rules.Rules.IsEmpty && rules.AreGood && YamlList.Parse("input", text, "c", "s").Entries is { IsEmpty: false }) throw new InvalidOperationException("no rule, and nothing is said to be wrong");
        foreach (var rule in rules.Rules)
            foreach (var example in rule.Examples)
                signature.Append(ExampleRun.Of(rule, example).Fault is { } fault ? fault[..Math.Min(fault.Length, 24)] : "passed").Append(' ');
        foreach (var exemption in exemptions.Exemptions ?? []) signature.Append(exemption.Matches(new Role("arn:aws:iam::111122223333:role/Dev", "Dev", "/", new ParsedPolicy(null, []), new SourcePlace(null, 1, 1))));
        return signature.Length > 400 ? signature.ToString(0, 400) : signature.ToString();
    }

    private static string AsJson(string yaml) => $"[{string.Join(',', YamlList.Parse("seed", yaml, "seed", "a list").Entries!.Value.Select(YamlJson.Of))}]";
}
