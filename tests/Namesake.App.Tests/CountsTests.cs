using Namesake.App.Reports;

namespace Namesake.App.Tests;

public sealed class CountsTests
{
    [Theory]
    [InlineData(0, "0 roles")]
    [InlineData(1, "1 role")]
    [InlineData(2, "2 roles")]
    [InlineData(12345, "12,345 roles")]
    public void One_is_one_and_all_else_is_many(long number, string words) => Assert.Equal(words, Counts.Of(number, "role"));

    [Fact]
    public void A_word_may_have_a_plural_of_its_own() => Assert.Equal("2 policies", Counts.Of(2, "policy", "policies"));
}
