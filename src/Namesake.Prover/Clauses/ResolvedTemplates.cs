using System.Collections.Immutable;
using System.Text;
using Namesake.Policy.Conditions;

namespace Namesake.Prover.Clauses;

/// <summary>Templates with what is known of a clause's callers filled in.</summary>
internal static class ResolvedTemplates
{
    public static TextTemplate? Of(ValueMatcher matcher) => matcher switch
    {
        StringMatcher text => text.Template,
        ArnMatcher arn => arn.Template,
        _ => null,
    };

    public static IEnumerable<string> VariablesOf(ValueMatcher matcher) => Of(matcher)?.Variables.Select(v => v.Key) ?? [];

    /// <summary>The template with its variables replaced by parts; null where one has no value, so that nothing matches.</summary>
    public static TextTemplate? Fill(TextTemplate template, Func<VariablePart, TemplatePart?> fill)
    {
        if (!template.HasVariables) return template;
        var parts = new List<TemplatePart>();
        foreach (var part in template.Parts)
            if ((part is VariablePart variable ? fill(variable) : part) is { } filled)
                parts.Add(filled);
            else return null;
        return Joined(parts, template.IgnoreCase);
    }

    /// <summary>The template with one variable replaced by the parts of another template.</summary>
    public static TextTemplate Put(TextTemplate template, string key, TextTemplate inner) =>
        Joined(template.Parts.SelectMany(p => p is VariablePart v && v.Key == key ? inner.Parts : [p]), template.IgnoreCase);

    /// <summary>Adjacent literals as one, so that equal texts are equal templates.</summary>
    public static TextTemplate Joined(IEnumerable<TemplatePart> parts, bool ignoreCase)
    {
        var joined = ImmutableArray.CreateBuilder<TemplatePart>();
        var literal = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is LiteralPart { Text: var text })
            {
                literal.Append(text);
                continue;
            }
            Flush();
            joined.Add(part);
        }
        Flush();
        return new TextTemplate(joined.ToImmutable(), ignoreCase);

        void Flush()
        {
            if (literal.Length == 0) return;
            joined.Add(new LiteralPart(literal.ToString()));
            literal.Clear();
        }
    }

    public static bool AreEqual(TextTemplate a, TextTemplate b) => a.IgnoreCase == b.IgnoreCase && a.Parts.SequenceEqual(b.Parts);

    /// <summary>Without <c>*</c>: the length of a text tells where each of its parts lies, if one variable is in it.</summary>
    public static bool IsRigid(TextTemplate template) => !template.Parts.Any(p => p is AnyRunPart);
}
