using System.Collections.Immutable;
using Namesake.App.Declared;
using Namesake.Policy.Model;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.OwnRules;

/// <summary>Reads the examples that a rule carries.</summary>
internal static class RuleExamples
{
    private const string Code = "bad-example";
    private const string Shape = "an example: {found: true or false, record: {…}}, with a name and the message where you like";

    /// <param name="path">The file.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="over">What the rule looks at; null where that is wrong.</param>
    /// <param name="tell">Told what is wrong.</param>
    public static ImmutableArray<RuleExample> Of(string path, YamlEntry rule, RecordKind? over, Action<Diagnostic> tell)
    {
        if (rule["examples"] is not { } node)
        {
            rule.Warn("no-examples", "the rule has no examples: whether it finds what it should, nobody tests");
            return [];
        }
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            rule.Refuse(Code, node, $"\"examples\" must be a list, each {Shape}");
            return [];
        }
        var examples = list.Children.Select(e => Of(path, e, over, tell)).OfType<RuleExample>().ToImmutableArray();
        if (examples.Length == list.Children.Count && !examples.Any(e => e.IsFound)) rule.Warn("no-found-example", "no example of the rule is found: a condition that is never true would pass as well");
        return examples;
    }

    private static RuleExample? Of(string path, YamlNode node, RecordKind? over, Action<Diagnostic> tell)
    {
        if (YamlEntry.Of(path, node, Code, Shape, tell) is not { } entry) return null;
        entry.Know("unknown-field", "name", "record", "found", "message");
        var found = entry["found"] is { } expectation ? YamlJson.Of(expectation) : null;
        if (found is null) entry.Refuse(Code, null, "the example does not say \"found: true\" or \"found: false\"");
        else if (found is not ("true" or "false")) entry.Refuse(Code, entry["found"], "\"found\" is true or false");
        if (entry["record"] is not YamlMappingNode record)
        {
            entry.Refuse(Code, entry["record"], "the example has no \"record\", or a part of one");
            return null;
        }
        if (over is { } kind) CheckMembers(entry, record, kind);
        var json = YamlJson.Of(record);
        return new RuleExample(entry.Text("name", Code, needed: null), json, found == "true", entry.Text("message", Code, needed: null), entry.Place);
    }

    private static void CheckMembers(YamlEntry entry, YamlMappingNode record, RecordKind kind)
    {
        var known = RecordMembers.Of(kind);
        foreach (var (key, _) in record.Children)
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name, StringComparer.Ordinal))
                entry.Refuse("unknown-member", key, $"a {kind.ToString().ToLowerInvariant()} record has no \"{(key as YamlScalarNode)?.Value}\": its members are {string.Join(", ", known)}");
    }
}
