using CsCheck;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Prover.Tests.Languages;

/// <summary>The automaton against the matcher that the evaluator uses.</summary>
public sealed class GlobAutomatonTests
{
    [Fact]
    public void It_accepts_what_one_of_its_patterns_matches() =>
        SmallTexts.Pattern.Array[1, 3].Select(Gen.String[Gen.Char["abABc"], 0, 8]).Sample((patterns, text) =>
            Assert.Equal(patterns.Any(p => Glob.Of(p.Parts, p.IgnoreCase).Matches(text)), GlobAutomaton.Of(patterns).Accepts(text)));

    [Fact]
    public void After_anything_it_is_wherever_some_text_leads() =>
        SmallTexts.Pattern.Select(Gen.String[Gen.Char["ab"], 0, 4], Gen.String[Gen.Char["abA"], 0, 4]).Sample((pattern, middle, end) =>
        {
            var automaton = GlobAutomaton.Of(pattern);
            var anywhere = automaton.AfterAnything(automaton.Start);
            Assert.True(automaton.Includes(anywhere, automaton.Run(automaton.Start, middle)));
            if (automaton.Accepts(middle + end)) Assert.True(automaton.Accepts(automaton.Run(anywhere, end)));
        });

    [Fact]
    public void Being_in_one_of_two_states_accepts_what_either_does() =>
        SmallTexts.Pattern.Select(Gen.String[Gen.Char["ab"], 0, 4], Gen.String[Gen.Char["ab"], 0, 4], Gen.String[Gen.Char["abA"], 0, 4]).Sample((pattern, one, other, end) =>
        {
            var automaton = GlobAutomaton.Of(pattern);
            var (first, second) = (automaton.Run(automaton.Start, one), automaton.Run(automaton.Start, other));
            Assert.Equal(automaton.Accepts(one + end) || automaton.Accepts(other + end), automaton.Accepts(automaton.Run(automaton.Either(first, second), end)));
        });

    [Fact]
    public void Patterns_of_more_than_64_places_are_matched_whole()
    {
        var text = new string('a', 200);
        var automaton = GlobAutomaton.Of(new TextTemplate([new LiteralPart(text), AnyRunPart.Instance, new LiteralPart("b")], IgnoreCase: false));
        Assert.True(automaton.Accepts($"{text}xb"));
        Assert.True(automaton.Accepts($"{text}b"));
        Assert.False(automaton.Accepts($"{text[1..]}b"));
        Assert.False(automaton.Accepts($"{text}bx"));
    }
}
