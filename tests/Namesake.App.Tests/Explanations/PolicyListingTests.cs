using Namesake.App.Explanations;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.App.Tests.Explanations;

/// <summary>The lines of a policy, as they are in the file or laid out anew.</summary>
public sealed class PolicyListingTests
{
    private const string Compact = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";

    [Fact]
    public void Lines_of_a_document_inside_a_file_keep_their_numbers_and_lose_common_indentation()
    {
        var file = SourceText.OfString("{\n  \"AssumeRolePolicyDocument\": {\n    \"Version\": \"2012-10-17\",\n    \"Statement\": []\n  }\n}", "f.json");
        var (_, listing) = Listed(file.Slice(32, file.Utf8.Length - 34));
        Assert.True(listing.AsInFile);
        Assert.Equal([(2, "{", 31), (3, "  \"Version\": \"2012-10-17\",", 3), (4, "  \"Statement\": []", 3), (5, "}", 3)], listing.Lines.Select(l => (l.Number, l.Text, l.FirstColumn)));
    }

    [Fact]
    public void A_short_document_in_one_line_stays_one()
    {
        var (_, listing) = Listed(SourceText.OfString(Compact));
        Assert.Equal(Compact, Assert.Single(listing.Lines).Text);
    }

    [Fact]
    public void A_long_line_is_laid_out_anew_and_the_role_has_the_places_of_the_layout()
    {
        var (role, listing) = Listed(SourceText.OfString(Compact.Replace("{\"Effect\"", $"{{\"Sid\":\"{new string('x', 100)}\",\"Effect\"", StringComparison.Ordinal)));
        Assert.False(listing.AsInFile);
        Assert.True(listing.Lines.Length > 8);
        Assert.Equal(4, role.TrustPolicy.Document!.Statements[0].Place.Line);
    }

    [Fact]
    public void A_document_in_a_string_is_laid_out_anew()
    {
        var file = SourceText.OfString(System.Text.Json.JsonSerializer.Serialize(Compact));
        Assert.False(Listed(file.Unescape(1, file.Utf8.Length - 2)).Listing.AsInFile);
    }

    [Theory]
    [InlineData("{\"Version\": \"\\ud800\"}")]
    [InlineData("{\"Version\": ")]
    [InlineData("no JSON at all")]
    public void What_is_no_JSON_or_no_text_is_shown_as_it_is(string text)
    {
        var encoded = SourceText.OfString(Uri.EscapeDataString(text)).UrlDecode();
        Assert.Equal(text.TrimEnd(), Assert.Single(Listed(encoded).Listing.Lines).Text);
    }

    [Fact]
    public void Everything_in_a_document_survives_the_layout()
    {
        var text = SourceText.OfString(Uri.EscapeDataString("""{"a":1.50,"a":null,"b":[true,false,{}],"c":"\"\\&"}""")).UrlDecode();
        Assert.Equal("""{"a":1.50,"a":null,"b":[true,false,{}],"c":"\"\\&"}""", string.Concat(Listed(text).Listing.Lines.Select(l => l.Text.Trim())).Replace(": ", ":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  \"key\": 1", 2, 5)]
    [InlineData("  \"a\\\"b\": 1", 2, 6)]
    [InlineData("  \"open", 2, 5)]
    [InlineData("{", 0, 1)]
    [InlineData("", 0, 1)]
    public void A_marker_underlines_a_string_with_its_quotes(string line, int at, int length) => Assert.Equal(length, Marker.LengthOf(line, at));

    private static (Role Role, PolicyListing Listing) Listed(SourceText text) =>
        PolicyListing.Of(new Role(null, "r", null, PolicyParser.Parse(text, PolicyKind.Trust), text.PlaceOf(0)) { Text = text });
}
