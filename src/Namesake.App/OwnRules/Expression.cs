using System.Diagnostics.CodeAnalysis;
using System.Text;
using DevLab.JmesPath;
using DevLab.JmesPath.Expressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Namesake.App.OwnRules;

/// <summary>
/// A JMESPath expression of a rule. Both it and the records may be anybody's, so its length, its depth and what it can cost are
/// bounded by its text, and what it may cost on one record by that record's size.
/// </summary>
internal sealed class Expression
{
    private const int MaxLength = 4_000;

    /// <summary>The library calls itself some times for each level.</summary>
    private const int MaxDepth = 150;

    private const double MaxWork = 50_000;

    /// <summary>Seconds at the most; what usual conditions do on records of a hundred kilobytes.</summary>
    private const double MaxWorkOnRecord = 50_000_000;

    private readonly JmesPathExpression _parsed;
    private readonly Cost _cost;

    private Expression(JmesPathExpression parsed, Cost cost) => (_parsed, _cost) = (parsed, cost);

    /// <returns>The expression, or a sentence that says what is wrong with it.</returns>
    public static (Expression? Expression, string? Fault) Parse(string text)
    {
        if (text.Length > MaxLength) return (null, $"an expression has at most {MaxLength:N0} characters");
        try
        {
            var meter = new CostMeter();
            Parser.Parse(new MemoryStream(Encoding.UTF8.GetBytes(text)), Encoding.UTF8, meter);
            if (meter.Fault is { } fault) return (null, fault);
            if (meter.Whole.Depth > MaxDepth) return (null, $"it is nested more than {MaxDepth} deep");
            if (!(meter.Whole.Work <= MaxWork)) return (null, "it can cost too much: each list or object of several parts that another step follows multiplies the work");
            return (new Expression(new JmesPath().Parse(text), meter.Whole), null);
        }
        catch (Exception e) when (IsOfTheLibrary(e))
        {
            return (null, Words(e));
        }
    }

    /// <returns>The result, or a sentence that says why there is none.</returns>
    public (JToken? Value, string? Fault) Of(RuleRecord record)
    {
        if (_cost.Work * record.Size > MaxWorkOnRecord) return (null, $"the record of {record.Size:N0} characters is too large for so costly an expression");
        try
        {
            return (_parsed.Transform(record.Json).AsJToken() ?? JValue.CreateNull(), null);
        }
        catch (Exception e) when (IsOfTheLibrary(e))
        {
            return (null, Words(e));
        }
    }

    /// <summary>False, null, and the empty text, list and object are false; zero is true.</summary>
    /// <remarks>https://jmespath.org/specification.html#or-expressions</remarks>
    public static bool IsTrue([NotNullWhen(true)] JToken? value) => value switch
    {
        null => false,
        { Type: JTokenType.Null or JTokenType.Undefined } => false,
        { Type: JTokenType.Boolean } => value.Value<bool>(),
        { Type: JTokenType.String } => value.Value<string>() is { Length: > 0 },
        JContainer { HasValues: false } => false,
        _ => true,
    };

    // The library throws the bare Exception for what is wrong with a type or an argument, and others for odd syntax and for
    // numbers that no long holds.
    private static bool IsOfTheLibrary(Exception e) =>
        e.GetType() == typeof(Exception) || e is JsonException or ArgumentException or InvalidOperationException or FormatException or OverflowException or InvalidCastException;

    private static string Words(Exception e)
    {
        var words = e.Message.ReplaceLineEndings(" ");
        return words.StartsWith("Error: ", StringComparison.Ordinal) ? words["Error: ".Length..] : words;
    }
}
