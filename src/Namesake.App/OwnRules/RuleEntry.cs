using System.Collections.Immutable;
using Namesake.App.Declared;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.OwnRules;

/// <summary>Reads one rule, and says what is wrong with it.</summary>
internal static class RuleEntry
{
    public const string Shape = "a rule: {code, over, severity, when, message, remedy, examples}";

    private const int LongestCode = 64;

    private static readonly string[] Severities = [.. Enum.GetNames<FindingSeverity>().Select(n => n.ToLowerInvariant())];
    private static readonly string[] Kinds = [.. Enum.GetNames<RecordKind>().Select(n => n.ToLowerInvariant())];

    /// <param name="path">The file.</param>
    /// <param name="node">The rule.</param>
    /// <param name="tell">Told what is wrong.</param>
    /// <returns>Null where it cannot be used.</returns>
    public static OwnRule? Of(string path, YamlNode node, Action<Diagnostic> tell)
    {
        var isWrong = false;
        void Tell(Diagnostic diagnostic)
        {
            isWrong |= diagnostic.Severity == Severity.Error;
            tell(diagnostic);
        }
        if (YamlEntry.Of(path, node, "bad-rule", Shape, Tell) is not { } entry) return null;
        entry.Know("unknown-field", "code", "over", "severity", "when", "message", "remedy", "examples");
        var code = CodeOf(entry);
        var over = Choice<RecordKind>(entry, "over", Kinds);
        var severity = Choice<FindingSeverity>(entry, "severity", Severities);
        var when = WhenOf(entry);
        var (message, title) = MessageOf(entry);
        var remedy = entry.Text("remedy", "bad-field", needed: null);
        var examples = RuleExamples.Of(path, entry, over, Tell);
        return isWrong ? null : new OwnRule(code!, over!.Value, severity!.Value, when!, message!, remedy, examples, entry.Place) { Title = title! };
    }

    private static string? CodeOf(YamlEntry entry)
    {
        if (entry.Text("code", "missing-field", "a name of its own, such as names-not-demanded") is not { } code) return null;
        if (code.Length > LongestCode || !char.IsAsciiLetterLower(code[0]) || code.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            entry.Refuse("bad-code", entry["code"], $"\"{code}\" is no code: write it in small letters, digits and hyphens, beginning with a letter, {LongestCode} at most");
        else if (BuiltInRules.All.Any(r => r.Code == code)) entry.Refuse("built-in-code", entry["code"], $"\"{code}\" is a built-in rule: choose another code");
        return code;
    }

    private static T? Choice<T>(YamlEntry entry, string name, string[] choices) where T : struct, Enum
    {
        if (entry.Text(name, "missing-field", $"one of {string.Join(", ", choices)}") is not { } text) return null;
        if (Array.IndexOf(choices, text) is var at && at >= 0) return Enum.GetValues<T>()[at];
        entry.Refuse($"bad-{name}", entry[name], $"\"{text}\" is no {name}: choose one of {string.Join(", ", choices)}");
        return null;
    }

    private static Expression? WhenOf(YamlEntry entry)
    {
        if (entry.Text("when", "missing-field", "the JMESPath condition that is true of what is wrong") is not { } text) return null;
        var (when, fault) = Expression.Parse(text);
        if (when is null) entry.Refuse("bad-condition", entry["when"], $"the condition is no JMESPath that can be used: {fault}");
        return when;
    }

    private static (MessageTemplate? Message, string? Title) MessageOf(YamlEntry entry)
    {
        if (entry.Text("message", "missing-field", "what is wrong, in one sentence; {{name}} stands for what the record says") is not { } text) return default;
        var (message, fault) = MessageTemplate.Parse(text);
        if (message is null) entry.Refuse("bad-message", entry["message"], $"the message cannot be used: {fault}");
        return (message, text);
    }
}
