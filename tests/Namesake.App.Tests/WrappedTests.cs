using Namesake.App.Reports;

namespace Namesake.App.Tests;

public sealed class WrappedTests
{
    [Theory]
    [InlineData("a short one", 20, "a short one")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 8, "one two|three")]
    [InlineData("  one two three", 9, "  one two|  three")]
    [InlineData("incomprehensibilities abound", 5, "incomprehensibilities|abound")]
    [InlineData("  incomprehensibilities", 5, "  incomprehensibilities")]
    [InlineData("", 5, "")]
    public void Lines_are_broken_between_words_and_keep_their_indentation(string text, int width, string lines) =>
        Assert.Equal(lines, string.Join('|', Wrapped.Of(text, width)));
}
