using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Namesake.App.OwnRules;

/// <summary>A sentence with places for what a record says: <c>{{name}} lets {{callers[0].kind}} in</c>.</summary>
internal sealed class MessageTemplate
{
    private const int MaxValue = 200;
    private const int MaxMessage = 1_000;

    private readonly ImmutableArray<(string Text, Expression? Value)> _parts;

    private MessageTemplate(ImmutableArray<(string, Expression?)> parts) => _parts = parts;

    /// <returns>The template, or a sentence that says what is wrong with it.</returns>
    public static (MessageTemplate? Template, string? Fault) Parse(string text)
    {
        if (text.Length > MaxMessage) return (null, $"a message has at most {MaxMessage:N0} characters");
        var parts = ImmutableArray.CreateBuilder<(string, Expression?)>();
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            if (text.IndexOf("}}", open, StringComparison.Ordinal) is var close && close < 0) return (null, "\"{{\" without \"}}\"");
            var inside = text[(open + 2)..close].Trim();
            var (value, fault) = Expression.Parse(inside);
            if (value is null) return (null, $"in {{{{{inside}}}}}: {fault}");
            parts.Add((text[at..open], value));
            at = close + 2;
        }
        parts.Add((text[at..], null));
        return (new MessageTemplate(parts.ToImmutable()), null);
    }

    /// <summary>The sentence about one record. What the record does not have is <c>(nothing)</c>.</summary>
    public string Of(RuleRecord record)
    {
        var message = new StringBuilder();
        foreach (var (text, value) in _parts)
        {
            message.Append(text);
            if (value is not null) message.Append(Text(value.Of(record)));
        }
        return Cut(message.ToString(), MaxMessage);
    }

    private static string Text((JToken? Value, string? Fault) result) => result.Value switch
    {
        null => $"({result.Fault})",
        { Type: JTokenType.Null } => "(nothing)",
        { Type: JTokenType.String } value => Cut(value.Value<string>() ?? "", MaxValue),
        var value => Cut(value.ToString(Formatting.None), MaxValue),
    };

    private static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)]}…";
}
