using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Languages;

/// <summary>
/// What a name must be when a condition admits one value only: fixed text around one attribute of the caller. Two
/// callers whose attributes differ then get different names, for the attribute can be read back from the name.
/// </summary>
/// <param name="Prefix">What stands before the attribute.</param>
/// <param name="Variable">The attribute's condition key.</param>
/// <param name="Suffix">What stands after it.</param>
/// <param name="IgnoreCase">Whether the name may differ from this in case.</param>
public sealed record NameForm(string Prefix, string Variable, string Suffix, bool IgnoreCase)
{
    /// <summary>The form that the test forces on its key, or null where it forces none.</summary>
    public static NameForm? Of(ConditionTest test)
    {
        if (test.Matchers is not [StringMatcher { Template: var template }]) return null;
        if (template.Parts.Any(p => p is AnyRunPart or AnyOnePart) || template.Variables.Count() != 1) return null;
        var at = template.Parts.ToList().FindIndex(p => p is VariablePart);
        return new NameForm(
            Literal(template, 0, at), ((VariablePart)template.Parts[at]).Key, Literal(template, at + 1, template.Parts.Length), template.IgnoreCase);
    }

    /// <summary>Whether no session name (or source identity) at all can match any value of the test, for this kind of caller.</summary>
    public static bool IsImpossible(ConditionTest test, CallerKind kind) =>
        test.Matchers.All(m => m is StringMatcher { Template: var template } && IsImpossible(template, kind));

    private static bool IsImpossible(TextTemplate template, CallerKind kind)
    {
        var literals = 0;
        foreach (var part in template.Parts)
            switch (part)
            {
                case LiteralPart { Text: var text }:
                    if (text.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) >= 0) return true;
                    literals += text.Length;
                    break;
                case VariablePart { Default: null, Key: var key }:
                    if (KeyCatalogue.PresenceFor(key, kind) == Presence.Never) return true;
                    break;
                case VariablePart { Default: { } fallback, Key: var key }:
                    if (KeyCatalogue.PresenceFor(key, kind) == Presence.Never && fallback.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) >= 0) return true;
                    break;
            }
        var exact = template.Parts.All(p => p is LiteralPart);
        return literals > StsAdmission.MaxNameLength || (exact && literals < StsAdmission.MinNameLength);
    }

    private static string Literal(TextTemplate template, int from, int to) =>
        string.Concat(template.Parts[from..to].OfType<LiteralPart>().Select(p => p.Text));
}
