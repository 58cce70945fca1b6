using System.Collections.Immutable;
using System.Text;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;

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

    /// <summary>
    /// Whether a text can match a template that speaks of the text itself: always where nothing but <c>*</c> is beside it,
    /// never where something is that has a length. Null where that depends on other variables, or it speaks of others only.
    /// </summary>
    public static bool? MatchesItself(TextTemplate template, string key)
    {
        var own = template.Variables.Count(v => v.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (own == 0) return null;
        if (own > 1 || template.Parts.Any(p => p is LiteralPart or AnyOnePart)) return false;
        if (template.Variables.Any(v => IsNeverEmpty(v.Key) && !v.Key.Equals(key, StringComparison.OrdinalIgnoreCase))) return false;
        return template.Variables.Count() == own ? true : null;
    }

    private static bool IsNeverEmpty(string key) => key is KeyCatalogue.SessionName or KeyCatalogue.SourceIdentity or KeyCatalogue.UserName or "aws:principalaccount";

    /// <summary>Whether ARN operators can match it at all: an ARN has six parts, and a variable alone may stand for one.</summary>
    public static bool IsArn(TextTemplate template) =>
        template.Parts is [VariablePart, ..] && template.Parts.All(p => p is VariablePart) || template.Parts.OfType<LiteralPart>().Sum(p => p.Text.Count(c => c == ':')) >= 5;

    public static bool AreEqual(TextTemplate a, TextTemplate b) => a.IgnoreCase == b.IgnoreCase && a.Parts.SequenceEqual(b.Parts);

    /// <summary>Without <c>*</c>: the length of a text tells where each of its parts lies, if one variable is in it.</summary>
    public static bool IsRigid(TextTemplate template) => !template.Parts.Any(p => p is AnyRunPart);
}
