using Namesake.Policy.Conditions;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Whether one value of a request matches one value of a condition.</summary>
internal static class ValueTerms
{
    private const int ArnPartCount = 6;

    public static string Matches(SymbolicRequest request, ConditionTest test, int index, SymbolicKey key, string value)
    {
        var literal = test.Values[index].Text;
        var matcher = test.Matchers[index];
        if (matcher is NumericMatcher or DateMatcher or IpAddressMatcher) return Ordered.Match(test.Operator.Family, literal, key, value);
        if (key.Kind != ValueKind.Text) throw new NotEncodedException($"{test.Operator} of {key.Kind}");
        return matcher switch
        {
            StringMatcher { Template: var template } => Resolved(request, template, v => MatchesText(template, value, v)),
            ArnMatcher { Template: var template } => Resolved(request, template, v => MatchesArn(template, key, value, v)),
            BoolMatcher => MatchesBool(literal, value),
            _ => throw new NotEncodedException($"{test.Operator}"),
        };
    }

    // A variable without a value and a default makes its value match nothing.
    private static string Resolved(SymbolicRequest request, TextTemplate template, Func<Func<VariablePart, string>, string> matches)
    {
        foreach (var variable in template.Variables)
            if (request.Key(variable.Key).Kind != ValueKind.Text) throw new NotEncodedException($"${{{variable.Key}}} of a number");
        var haveValues = Term.And(template.Variables.Where(v => v.Default is null).Select(v => request.Key(v.Key).IsSingle));
        return haveValues == Term.False ? Term.False : Term.And(haveValues, matches(ValueOf));

        string ValueOf(VariablePart variable)
        {
            var key = request.Key(variable.Key);
            return variable.Default is { } fallback ? Term.If(key.IsSingle, key.Single, Term.Text(fallback)) : key.Single;
        }
    }

    private static string MatchesText(TextTemplate template, string value, Func<VariablePart, string> valueOf)
    {
        if (!template.IgnoreCase) return PatternTerms.Matches(value, template.Parts, valueOf);
        var texts = template.Parts.OfType<LiteralPart>().Select(p => p.Text).ToList();
        if (texts.Exists(t => !System.Text.Ascii.IsValid(t))) throw new NotEncodedException("letters beyond ASCII without case");
        if (!template.HasVariables) return Term.Equal(Term.Lower(value), Term.Text(string.Concat(texts).ToLowerInvariant()));
        return Term.Equal(Term.Lower(value), Term.Concat([.. template.Parts.Select(p => p is LiteralPart literal
            ? Term.Text(literal.Text.ToLowerInvariant())
            : Term.Lower(PatternTerms.TermOf(p, valueOf)))]));
    }

    // A pattern of variables alone is a whole ARN; in any other each part keeps to itself.
    private static string MatchesArn(TextTemplate template, SymbolicKey key, string value, Func<VariablePart, string> valueOf)
    {
        if (template.Parts.Length > 0 && template.Parts.All(p => p is VariablePart))
            return Term.And(PatternTerms.Matches(value, template.Parts, valueOf), Term.InLanguage(value, Languages.FiveColons));
        var patterns = PartsOf(template);
        if (patterns.Count != ArnPartCount) return Term.False;
        if (key.ArnParts.IsEmpty)
            return key.IsFree ? throw new NotEncodedException("an ARN in a free key") : Term.False;
        return Term.And(patterns.Select((p, i) => PatternTerms.Matches(key.ArnParts[i], p, valueOf)));
    }

    private static List<List<TemplatePart>> PartsOf(TextTemplate template)
    {
        var parts = new List<List<TemplatePart>> { new() };
        foreach (var part in template.Parts)
        {
            if (part is not LiteralPart literal)
            {
                parts[^1].Add(part);
                continue;
            }
            var pieces = literal.Text.Split(':', ArnPartCount - parts.Count + 1);
            parts[^1].Add(new LiteralPart(pieces[0]));
            parts.AddRange(pieces.Skip(1).Select(p => new List<TemplatePart> { new LiteralPart(p) }));
        }
        return parts;
    }

    private static string MatchesBool(string literal, string value) =>
        literal.ToUpperInvariant() is "TRUE" or "FALSE" ? Term.InLanguage(value, Term.WordWithoutCase(literal)) : Term.False;
}
