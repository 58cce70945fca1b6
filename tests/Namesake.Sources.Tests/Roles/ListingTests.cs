using static Namesake.Sources.Tests.Roles.RoleSamples;

namespace Namesake.Sources.Tests.Roles;

/// <summary>Listings in pages: joined, and what is missing is said.</summary>
public sealed class ListingTests
{
    private const string GoesOn = "\"IsTruncated\":true,\"Marker\":\"m\"";
    private const string Last = "\"IsTruncated\":false";

    private static string Page(string rest, params string[] roles) => $$"""{"Roles":[{{string.Join(',', roles)}}]{{(rest.Length > 0 ? "," : "")}}{{rest}}}""";

    private static string Other(string name) => Role(name, account: "444455556666");

    [Fact]
    public async Task Pages_in_any_order_are_joined()
    {
        var read = await Read(Page(Last, Role("c")), Page(GoesOn, Role("a")), Page(GoesOn, Role("b")));
        Assert.Equal(["c", "a", "b"], read.Names());
        Assert.Empty(read.Said());
    }

    [Fact]
    public async Task A_missing_last_page_is_said()
    {
        Assert.Equal(["listing-incomplete"], (await Read(Page(GoesOn, Role("a")), Page(GoesOn, Role("b")))).Said());
        Assert.Equal(["listing-incomplete"], (await Read(Page(GoesOn, Role("a")))).Said());
        Assert.Equal(["listing-incomplete"], (await Read(Page(GoesOn))).Said());
    }

    [Fact]
    public async Task The_command_lines_own_paging_counts_too() =>
        Assert.Equal(["listing-incomplete"], (await Read(Page("\"NextToken\":\"t\"", Role("a")))).Said());

    [Fact]
    public async Task The_flag_may_stand_before_the_roles() =>
        Assert.Equal(["listing-incomplete"], (await Read($$"""{"IsTruncated":true,"Roles":[{{Role("a")}}]}""")).Said());

    [Fact]
    public async Task Whole_listings_of_another_account_do_not_stand_in_for_a_missing_page()
    {
        var read = await Read(Page(GoesOn, Role("a")), Page(Last, Other("b")), Page("", Other("c")));
        Assert.Equal(["listing-incomplete"], read.Said());
        Assert.Contains("account 111122223333", read.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_account_with_a_missing_page_is_named()
    {
        var read = await Read(Page(GoesOn, Role("a")), Page(GoesOn, Other("b")));
        Assert.Equal(["listing-incomplete", "listing-incomplete"], read.Said());
    }

    [Fact]
    public async Task A_last_page_without_roles_ends_a_listing() => Assert.Empty((await Read(Page(GoesOn, Role("a")), Page(Last))).Said());

    [Fact]
    public async Task A_listing_without_paging_is_whole()
    {
        Assert.Empty((await Read(Page("", Role("a")))).Said());
        Assert.Empty((await Read(Page("", Role("a")), Role("b"))).Said());
    }
}
