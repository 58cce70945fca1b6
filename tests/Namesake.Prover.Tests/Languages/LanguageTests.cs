using CsCheck;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Prover.Tests.Languages;

/// <summary>What a language says of itself against trying every text of a few letters.</summary>
public sealed class LanguageTests
{
    private const int Longest = 4;

    private static readonly Gen<Language> Languages =
        Gen.Select(SmallTexts.Pattern.Array[1, 2], Gen.Bool, (patterns, wanted) => new Filter([.. patterns], wanted)).Array[1, 3]
            .Select(filters => new Language([.. filters], 1, Longest, "abA"));

    [Fact]
    public void Its_extent_is_what_trying_every_text_shows() => Languages.Select(Gen.Bool).Sample((language, ignoreCase) =>
    {
        var texts = All().Where(language.Accepts).ToList();
        var different = texts.Distinct(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal).Count();
        var (extent, only) = language.Measure(ignoreCase, new Effort(Effort.Usual));
        Assert.Equal(different switch { 0 => Extent.Empty, 1 => Extent.Single, _ => Extent.Many }, extent);
        if (extent == Extent.Single) Assert.Contains(only, texts);
    });

    [Fact]
    public void Its_words_are_different_texts_of_it_as_many_as_there_are() => Languages.Select(Gen.Bool).Sample((language, ignoreCase) =>
    {
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var words = language.Words(3, ignoreCase, "ab", "zz").ToList();
        Assert.All(words, w => Assert.True(language.Accepts(w)));
        Assert.Equal(words.Count, words.Distinct(comparer).Count());
        Assert.Equal(Math.Min(3, All().Where(language.Accepts).Distinct(comparer).Count()), words.Count);
        if (language.Accepts("ab")) Assert.Equal("ab", words[0]);
    });

    [Fact]
    public void A_language_of_all_names_has_many() => Assert.Equal((Extent.Many, null), Language.OfNames(2).Measure(ignoreCase: true, new Effort(Effort.Usual)));

    [Fact]
    public void A_star_that_may_not_match_leaves_none() =>
        Assert.Equal(Extent.Empty, Language.OfNames(1).With(new Filter([new TextTemplate([AnyRunPart.Instance], false)], Wanted: false)).Measure(ignoreCase: false, new Effort(Effort.Usual)).Extent);

    private static IEnumerable<string> All() => Enumerable.Range(1, Longest).SelectMany(Texts);

    private static IEnumerable<string> Texts(int length) => length == 0 ? [""] : Texts(length - 1).SelectMany(t => new[] { t + "a", t + "b", t + "A" });
}
