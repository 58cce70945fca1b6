using System.Collections.Immutable;
using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>ArnEquals and ArnLike, which compare alike, and their negations: six parts, each compared on its own.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN</remarks>
public sealed class ArnMatcher(string value, bool variables) : ValueMatcher
{
    private const int PartCount = 6;

    public TextTemplate Template { get; } = TextTemplate.Parse(value, wildcards: true, variables);

    public override bool Matches(string value, RequestContext context)
    {
        var subject = value.Split(':', PartCount);
        if (subject.Length < PartCount || Resolve(context) is not { } patterns) return false;
        for (var i = 0; i < PartCount; i++)
            if (!patterns[i].Matches(subject[i]))
                return false;
        return true;
    }

    public override string? WhyDead(RequestContext context) =>
        Template.FirstUnresolved(context) is { } variable ? $"${{{variable.Key}}} has no value for this caller"
        : Resolve(context) is null ? "it is not an ARN of six parts"
        : null;

    // A variable alone stands for a whole ARN (${aws:PrincipalArn}). Inside one it stays in its part, whatever colons its
    // text has: nobody moves a part by choosing a name. AWS documents neither (verify).
    private Glob[]? Resolve(RequestContext context)
    {
        var parts = new List<ImmutableArray<TemplatePart>.Builder> { ImmutableArray.CreateBuilder<TemplatePart>() };
        foreach (var part in Template.Parts)
        {
            var text = part is VariablePart variable ? context.VariableValue(variable) : (part as LiteralPart)?.Text;
            if (text is null)
            {
                if (part is VariablePart) return null;
                parts[^1].Add(part);
                continue;
            }
            var whole = part is LiteralPart || Template.Parts.All(p => p is VariablePart);
            var pieces = whole ? text.Split(':', PartCount - parts.Count + 1) : [text];
            parts[^1].Add(new LiteralPart(pieces[0]));
            foreach (var piece in pieces.Skip(1))
            {
                parts.Add(ImmutableArray.CreateBuilder<TemplatePart>());
                parts[^1].Add(new LiteralPart(piece));
            }
        }
        return parts.Count == PartCount ? [.. parts.Select(p => Glob.Of(p.ToImmutable(), ignoreCase: false))] : null;
    }
}
