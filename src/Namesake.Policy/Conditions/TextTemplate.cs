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
        for (var i = 0; i < text.Length; i++)
        {
            if (variables && text[i] == '$' && TryReadVariable(text, i, out var part, out var length))
            {
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

    private static bool TryReadVariable(string text, int start, [NotNullWhen(true)] out TemplatePart? part, out int length)
    {
        part = null;
        length = 0;
        if (start + 1 >= text.Length || text[start + 1] != '{') return false;
        var quote = -1;
        var end = -1;
        for (var i = start + 2; i < text.Length && end < 0; i++)
        {
            if (text[i] == '\'' && quote < 0 && text.AsSpan(start, i - start).TrimEnd().EndsWith(","))
            {
                quote = i;
                i = text.IndexOf('\'', i + 1);
                if (i < 0) return false;
            }
            else if (text[i] == '}') end = i;
        }
        if (end < 0) return false;
        length = end - start + 1;
        var inner = text[(start + 2)..end];
        if (inner is "*" or "?" or "$") part = new LiteralPart(inner);
        else if (quote < 0) part = new VariablePart(inner.Trim(), null);
        else
        {
            var key = text[(start + 2)..quote].TrimEnd().TrimEnd(',').Trim();
            var closing = text.IndexOf('\'', quote + 1);
            part = new VariablePart(key, text[(quote + 1)..closing]);
        }
        return true;
    }
}
