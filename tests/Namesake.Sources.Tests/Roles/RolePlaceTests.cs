using System.Text;
using CsCheck;
using Namesake.Policy.Model;
using static Namesake.Sources.Tests.Roles.RoleSamples;

namespace Namesake.Sources.Tests.Roles;

/// <summary>What is said of a role points into the file, however its document is wrapped in it.</summary>
public sealed class RolePlaceTests
{
    private const string Marked = "arn:aws:iam::111122223333:group/marked";

    private static readonly string[] Blanks = ["", "\n", " \n\r\n", "\t"];

    /// <summary>A policy with a fault whose place can be found in the file by searching.</summary>
    private static string Faulty(string before) =>
        $$"""{{{before}}"Version":"2012-10-17",{{before}}"Statement":{{before}}[{"Sid":"é😀","Effect":"Allow","Principal":{"AWS":{{before}}"{{Marked}}"},"Action":"sts:AssumeRole"}]}""";

    private static SourcePlace PlaceOfFault(Role role) => Assert.Single(role.TrustPolicy.Diagnostics, d => d.Code == "invalid-principal").Place!;

    /// <summary>Counted letter by letter: the line and column of a place in a text.</summary>
    private static (int Line, int Column) Count(string text, int index)
    {
        var (line, column) = (1, 1);
        for (var i = text[0] == '\uFEFF' ? 1 : 0; i < index; i++) (line, column) = text[i] == '\n' ? (line + 1, 1) : (line, column + 1);
        return (line, column);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n\t ")]
    public async Task A_fault_in_an_object_has_the_place_of_the_file(string before)
    {
        var text = $"\uFEFF[\n{Role("a")},\n  {Role("ü😀", Faulty(before))}]";
        var read = await Read(text);
        var place = PlaceOfFault(read.Roles[1]);
        Assert.Equal(Count(text, text.IndexOf($"\"{Marked}", StringComparison.Ordinal)), (place.Line, place.Column));
        var own = read.Roles[1].Place;
        Assert.Equal(Count(text, text.LastIndexOf("\"AssumeRolePolicyDocument\":", StringComparison.Ordinal) + "\"AssumeRolePolicyDocument\":".Length), (own.Line, own.Column));
    }

    [Fact]
    public async Task A_fault_in_a_string_or_in_URL_encoding_has_the_place_of_the_file() =>
        await Gen.Select(Gen.Int[0, 3].Select(i => Blanks[i]), Gen.Bool, Gen.String[Gen.Char["a\né/"], 0, 20], Gen.Bool).SampleAsync(
            async (before, encoded, padding, escaped) =>
            {
                var document = Faulty(before);
                var wrapped = encoded ? Encoded(document) : Text(document);
                if (escaped) wrapped = wrapped.Replace("m", "\\u006d", StringComparison.Ordinal);
                var text = $"{{\n\"x\":{Text(padding)},{new string('\n', padding.Length)}\"Role\":{Role("ü😀", wrapped)}}}";
                // The fault is at the quote before the mark: find it from the mark as it is written in this wrapping.
                var mark = encoded ? Uri.EscapeDataString(Marked) : Marked;
                if (escaped) mark = mark.Replace("m", "\\u006d", StringComparison.Ordinal);
                var quote = encoded ? "%22" : "\\u0022";
                var at = text.IndexOf(quote + mark, StringComparison.Ordinal);
                var place = PlaceOfFault(Assert.Single((await Read(text)).Roles));
                Assert.True(at > 0);
                Assert.Equal(Count(text, at), (place.Line, place.Column));
            },
            iter: 200);

    [Fact]
    public async Task A_document_that_is_not_JSON_has_the_place_of_its_fault()
    {
        var text = $"{{\n\"Role\":\n {Role("a", Encoded("""{"Version":"2012-10-17", "é":nope}"""))}}}";
        var place = Assert.Single(Assert.Single((await Read(text)).Roles).TrustPolicy.Diagnostics).Place!;
        Assert.Equal(Count(text, text.IndexOf("nope", StringComparison.Ordinal) + 1), (place.Line, place.Column));
        Assert.Equal("0.json", Path.GetFileName(place.File));
    }

    [Fact]
    public async Task Places_after_a_byte_order_mark_count_from_the_first_letter()
    {
        var read = await Read(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes($"\uFEFF{Faulty("")}")));
        Assert.Equal((1, 1), (read.Roles[0].Place.Line, read.Roles[0].Place.Column));
    }
}
