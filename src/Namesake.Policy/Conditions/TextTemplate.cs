using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>A piece of a policy value: literal text, a wildcard, or a policy variable.</summary>
public abstract record TemplatePart;

public sealed record LiteralPart(string Text) : TemplatePart;

/// <summary><c>*</c>: any run of characters, also none.</summary>
public sealed record AnyRunPart : TemplatePart
{
    public static readonly AnyRunPart Instance = new();
}

/// <summary><c>?</c>: exactly one character.</summary>
public sealed record AnyOnePart : TemplatePart
{
    public static readonly AnyOnePart Instance = new();
}

/// <summary><c>${key}</c> or <c>${key, 'default'}</c>.</summary>
public sealed record VariablePart(string Key, string? Default) : TemplatePart;

/// <summary>A policy value as a sequence of parts: what it says before a request fills in its variables.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html</remarks>
public sealed record TextTemplate(ImmutableArray<TemplatePart> Parts, bool IgnoreCase)
{
    private readonly Glob? _fixed = Parts.Any(p => p is VariablePart) ? null : Glob.Of(Parts, IgnoreCase);

    public bool HasVariables => _fixed is null;

    public IEnumerable<VariablePart> Variables => Parts.OfType<VariablePart>();

    /// <param name="text">The value as it stands in the policy.</param>
    /// <param name="wildcards">Whether <c>*</c> and <c>?</c> are wildcards, or text.</param>
    /// <param name="variables">Whether <c>${…}</c> is a variable, or text.</param>
    /// <param name="ignoreCase">Whether letters match without case.</param>
    public static TextTemplate Parse(string text, bool wildcards, bool variables, bool ignoreCase = false)
    {
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var literal = new StringBuilder();
        var lastBrace = text.LastIndexOf('}');
        for (var i = 0; i < text.Length; i++)
        {
            if (variables && i < lastBrace && text[i] == '$' && text[i + 1] == '{')
            {
                var part = ReadVariable(text, i, out var length);
                if (part is LiteralPart escaped) literal.Append(escaped.Text);
                else Add(part);
                i += length - 1;
            }
            else if (wildcards && text[i] is '*' or '?') Add(text[i] == '*' ? AnyRunPart.Instance : AnyOnePart.Instance);
            else literal.Append(text[i]);
        }
        Flush();
        return new TextTemplate(parts.ToImmutable(), ignoreCase);

        void Add(TemplatePart part)
        {
            Flush();
            parts.Add(part);
        }

        void Flush()
        {
            if (literal.Length == 0) return;
            parts.Add(new LiteralPart(literal.ToString()));
            literal.Clear();
        }
    }

    /// <summary>The pattern that a request makes of it; false when a variable has neither a value nor a default.</summary>
    public bool TryResolve(RequestContext context, [NotNullWhen(true)] out Glob? glob)
    {
        glob = _fixed;
        if (glob is not null) return true;
        var resolved = ImmutableArray.CreateBuilder<TemplatePart>(Parts.Length);
        foreach (var part in Parts)
        {
            if (part is not VariablePart variable) resolved.Add(part);
            else if (context.VariableValue(variable) is { } value) resolved.Add(new LiteralPart(value));
            else return false;
        }
        glob = Glob.Of(resolved.ToImmutable(), IgnoreCase);
        return true;
    }

    /// <summary>The first variable that the request leaves without a value.</summary>
    public VariablePart? FirstUnresolved(RequestContext context) => Variables.FirstOrDefault(v => context.VariableValue(v) is null);

    /// <summary>
    /// Reads <c>${key}</c> or <c>${key, 'default'}</c> at a dollar sign before the last brace, which it then always finds:
    /// every character is passed once, however many variables are opened and not closed. What lies between braces and
    /// has no such form is a variable that no request gives a value.
    /// </summary>
    private static TemplatePart ReadVariable(string text, int start, out int length)
    {
        var close = text.IndexOf('}', start);
        var comma = text.IndexOf(',', start, close - start);
        if (comma >= 0 && TryReadDefault(text, comma, out var fallback, out var end))
        {
            length = end - start + 1;
            return new VariablePart(text[(start + 2)..comma].Trim(), fallback);
        }
        length = close - start + 1;
        var body = text[(start + 2)..close];
        return body is "*" or "?" or "$" ? new LiteralPart(body) : new VariablePart(body.Trim(), null);
    }

    /// <summary>Reads <c>, 'default'}</c>; the default may hold a brace.</summary>
    private static bool TryReadDefault(string text, int comma, [NotNullWhen(true)] out string? fallback, out int end)
    {
        fallback = null;
        end = 0;
        var quote = PassBlanks(text, comma + 1);
        if (quote == text.Length || text[quote] != '\'') return false;
        var closing = text.IndexOf('\'', quote + 1);
        if (closing < 0) return false;
        end = PassBlanks(text, closing + 1);
        if (end == text.Length || text[end] != '}') return false;
        fallback = text[(quote + 1)..closing];
        return true;
    }

    private static int PassBlanks(string text, int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
        return at;
    }
}
