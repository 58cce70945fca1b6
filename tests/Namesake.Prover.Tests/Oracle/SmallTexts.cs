using CsCheck;
using Namesake.Policy.Conditions;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>Templates and texts over a few letters, small enough to try all.</summary>
internal static class SmallTexts
{
    public const string Variable = "aws:username";

    /// <summary>Patterns of a, b, A, *, ? in which every combination of a few places occurs.</summary>
    public static readonly Gen<TextTemplate> Pattern =
        Gen.Select(Gen.OneOf<TemplatePart>(new LiteralPart("a"), new LiteralPart("b"), new LiteralPart("A"), AnyRunPart.Instance, AnyOnePart.Instance).Array[0, 5], Gen.Bool,
            (parts, ignoreCase) => new TextTemplate([.. parts], ignoreCase));

    /// <summary>Templates in which the variable stands one to two times.</summary>
    public static Gen<TextTemplate> Tie(bool stars) =>
        from before in Part(stars).Array[0, 2]
        from between in Part(stars).Array[0, 1]
        from after in Part(stars).Array[0, 2]
        from twice in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        select new TextTemplate([.. before, new VariablePart(Variable, null), .. between, .. twice ? (TemplatePart[])[new VariablePart(Variable, null)] : [], .. after], false);

    /// <summary>Every text over a and b of so many letters.</summary>
    public static IEnumerable<string> Of(int shortest, int longest) =>
        Enumerable.Range(shortest, longest - shortest + 1).SelectMany(All);

    /// <summary>The template with the variable filled in, ready to match.</summary>
    public static Glob Filled(TextTemplate tie, string value) =>
        Glob.Of([.. tie.Parts.Select(p => p is VariablePart ? new LiteralPart(value) : p)], tie.IgnoreCase);

    private static Gen<TemplatePart> Part(bool stars) => stars
        ? Gen.OneOf<TemplatePart>(new LiteralPart("a"), new LiteralPart("b"), AnyOnePart.Instance, AnyRunPart.Instance)
        : Gen.OneOf<TemplatePart>(new LiteralPart("a"), new LiteralPart("b"), new LiteralPart("ab"), AnyOnePart.Instance);

    private static IEnumerable<string> All(int length) =>
        length == 0 ? [""] : All(length - 1).SelectMany(t => new[] { t + "a", t + "b" });
}
