using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Policy.Tests;

/// <summary>Texts made to cost: what they match is checked, and a quadratic reading would not end in the time a test may take.</summary>
public sealed class HostilePatternTests
{
    private const int Many = 300_000;

    private static readonly RequestContext Nobody = RequestContext.Of(new Request("sts:AssumeRole", Caller.Anonymous, null, null, Request.NoContext));

    [Theory]
    [InlineData("${a")]
    [InlineData("${a, '")]
    [InlineData("${a , 'x' ")]
    public void A_text_of_many_unclosed_variables_is_literal_and_read_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Many));
        var template = TextTemplate.Parse(text, wildcards: true, variables: true);
        Assert.True(template.TryResolve(Nobody, out var glob));
        Assert.True(glob.Matches(text));
    }

    [Theory]
    [InlineData("*a", "a")]
    [InlineData("*?", "b")]
    [InlineData("*ab?", "ab")]
    public void A_pattern_of_many_stars_against_a_long_text_ends(string piece, string letters)
    {
        var pattern = string.Concat(Enumerable.Repeat(piece, 2_000)) + "c";
        var subject = string.Concat(Enumerable.Repeat(letters, Many));
        Assert.True(TextTemplate.Parse(pattern, wildcards: true, variables: false).TryResolve(Nobody, out var glob));
        Assert.False(glob.Matches(subject));
    }

    [Fact]
    public void A_long_run_of_question_marks_costs_its_length_over_64_for_each_letter()
    {
        var pattern = "*" + new string('?', 20_000) + "c*";
        Assert.True(TextTemplate.Parse(pattern, wildcards: true, variables: false).TryResolve(Nobody, out var glob));
        Assert.False(glob.Matches(new string('a', 60_000)));
        Assert.True(glob.Matches(new string('a', 40_000) + "c"));
    }
}
