using System.Text.Json;
using Namesake.Sources.Aws.Trails;

namespace Namesake.Sources.Tests.Aws.Trails;

/// <summary>What selectors come to, by GetEventSelectors answers.</summary>
public sealed class TrailSelectorsTests
{
    private const string Management = """{"Field":"eventCategory","Equals":["Management"]}""";

    [Theory]
    [InlineData("""{"EventSelectors":[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[],"ExcludeManagementEventSources":[]}]}""", true, true, "", "")]
    [InlineData("""{"EventSelectors":[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true}]}""", false, true, "", "")]
    [InlineData("""{"EventSelectors":[{"ReadWriteType":"ReadOnly","IncludeManagementEvents":true},{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true}]}""", true, true, "", "")]
    [InlineData("""{"EventSelectors":[{"ReadWriteType":"All","IncludeManagementEvents":false,"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3"]},{"Type":"AWS::Lambda::Function","Values":[]}]}]}""", false, false, "", "AWS::S3::Object")]
    [InlineData("""{"EventSelectors":[{"IncludeManagementEvents":true,"ExcludeManagementEventSources":["kms.amazonaws.com"]}]}""", true, true, "kms.amazonaws.com", "")]
    [InlineData("""{"EventSelectors":[{"IncludeManagementEvents":true,"ExcludeManagementEventSources":["kms.amazonaws.com"]},{"IncludeManagementEvents":true}]}""", true, true, "", "")]
    [InlineData($$"""{"AdvancedEventSelectors":[{"FieldSelectors":[{{Management}}]}]}""", true, true, "", "")]
    [InlineData($$"""{"AdvancedEventSelectors":[{"FieldSelectors":[{{Management}},{"Field":"readOnly","Equals":["false"]}]}]}""", false, true, "", "")]
    [InlineData($$"""{"AdvancedEventSelectors":[{"FieldSelectors":[{{Management}},{"Field":"eventSource","NotEquals":["kms.amazonaws.com","rdsdata.amazonaws.com"]}]}]}""", true, true, "kms.amazonaws.com rdsdata.amazonaws.com", "")]
    [InlineData($$"""{"AdvancedEventSelectors":[{"FieldSelectors":[{{Management}},{"Field":"eventSource","Equals":["sts.amazonaws.com"]}]}]}""", false, false, "", "")]
    [InlineData($$"""{"AdvancedEventSelectors":[{"FieldSelectors":[{{Management}}]},{"FieldSelectors":[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::DynamoDB::Table"]}]}]}""", true, true, "", "AWS::DynamoDB::Table")]
    [InlineData("""{"AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","Equals":["NetworkActivity"]}]}]}""", false, false, "", "")]
    [InlineData("""{"EventSelectors":null,"AdvancedEventSelectors":"x"}""", true, true, "", "")]
    [InlineData("[]", true, true, "", "")]
    public void A_trail_records_what_its_selectors_let_in(string answer, bool reads, bool writes, string excluded, string data)
    {
        using var json = JsonDocument.Parse(answer);
        var selection = TrailSelectors.Read(json.RootElement);
        Assert.Equal((reads, writes, excluded, data), (selection.ReadsManagement, selection.WritesManagement, string.Join(' ', selection.ExcludedSources), string.Join(' ', selection.DataResources)));
    }
}
