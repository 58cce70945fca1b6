using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Policy.Tests;

/// <summary>Which elements an identity policy must and must not have.</summary>
public sealed class IdentityPolicyTests
{
    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}""", "")]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","NotResource":["arn:aws:iam::*:role/Admin"]}""", "")]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole"}""", "no-resource")]
    [InlineData("""{"Effect":"Allow","Resource":"*"}""", "no-action")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}""", "forbidden-element")]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Resource":"*"}""", "forbidden-element not-principal-allow")]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":{"Fn::GetAtt":["Role","Arn"]}}""", "template-expression empty-element")]
    public void A_fault_of_a_statement_is_told_by_its_code(string statement, string codes)
    {
        var parsed = PolicyParser.Parse($$"""{"Version":"2012-10-17","Statement":{{statement}}}""", PolicyKind.Identity);
        Assert.Equal(codes, string.Join(' ', parsed.Diagnostics.Select(d => d.Code)));
        Assert.Equal(PolicyKind.Identity, parsed.Document!.Kind);
    }

    [Fact]
    public void A_tree_of_a_larger_text_is_read_with_the_places_of_that_text()
    {
        const string Json = """
            {"PolicyDocument":
              {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:B"}}}
            """;
        var source = SourceText.OfString(Json);
        var tree = Assert.IsType<JsonObjectTree>(JsonTree.Parse(source.Utf8.Span));
        var parsed = PolicyParser.Parse(source, tree.Find("PolicyDocument")!.Value, PolicyKind.Identity);
        var fault = Assert.Single(parsed.Diagnostics);
        Assert.Equal(("no-resource", 2, 39), (fault.Code, fault.Place!.Line, fault.Place.Column));
    }
}
