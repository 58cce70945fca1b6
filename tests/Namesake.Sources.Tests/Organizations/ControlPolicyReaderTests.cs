using Namesake.Policy.Model;
using Namesake.Sources.Organizations;

namespace Namesake.Sources.Tests.Organizations;

/// <summary>Policies of an organization, in the shapes in which AWS gives them.</summary>
public sealed class ControlPolicyReaderTests
{
    private const string Deny = """{"Version":"2012-10-17","Statement":{"Sid":"D","Effect":"Deny","Action":"sts:*","Resource":"*"}}""";
    private const string Allow = """{"Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"}}""";
    private const string DenyEveryone = """{"Version":"2012-10-17","Statement":{"Sid":"R","Effect":"Deny","Principal":"*","Action":"sts:*","Resource":"*"}}""";

    [Fact]
    public async Task A_bare_document_is_read()
    {
        var read = await Read(PolicyKind.ServiceControl, Deny);
        Assert.Equal("D", Sids(read));
        Assert.Empty(read.Diagnostics);
        Assert.Equal(PolicyKind.ServiceControl, read.Policies[0].Kind);
    }

    [Theory]
    [InlineData("""{"Policy":{"PolicySummary":{"Id":"p-1","Type":"SERVICE_CONTROL_POLICY"},"Content":CONTENT}}""")]
    [InlineData("""{"Policy":{"Content":CONTENT,"PolicySummary":{"Type":"SERVICE_CONTROL_POLICY"}}}""")]
    [InlineData("""{"PolicySummary":{"Type":"SERVICE_CONTROL_POLICY"},"Content":CONTENT}""")]
    [InlineData("""{"Policy":{"Content":CONTENT}}""")]
    public async Task The_text_in_an_answer_of_describe_policy_is_read(string answer)
    {
        var asText = await Read(PolicyKind.ServiceControl, answer.Replace("CONTENT", System.Text.Json.JsonSerializer.Serialize(Deny), StringComparison.Ordinal));
        var asObject = await Read(PolicyKind.ServiceControl, answer.Replace("CONTENT", Deny, StringComparison.Ordinal));
        Assert.Equal("D", Sids(asText));
        Assert.Equal("D", Sids(asObject));
        Assert.Empty(asText.Diagnostics);
    }

    [Fact]
    public async Task A_resource_control_policy_speaks_of_everyone() =>
        Assert.Equal("R", Sids(await Read(PolicyKind.ResourceControl, DenyEveryone)));

    [Theory]
    [InlineData(PolicyKind.ServiceControl, DenyEveryone, "forbidden-element")]
    [InlineData(PolicyKind.ResourceControl, Deny, "no-principal")]
    [InlineData(PolicyKind.ServiceControl, """{"Policy":{"PolicySummary":{"Type":"RESOURCE_CONTROL_POLICY"},"Content":"{}"}}""", "wrong-policy-type")]
    [InlineData(PolicyKind.ResourceControl, """{"Policy":{"PolicySummary":{"Type":"TAG_POLICY"},"Content":"{}"}}""", "wrong-policy-type")]
    [InlineData(PolicyKind.ServiceControl, """{"Statement":[""", "broken-json")]
    [InlineData(PolicyKind.ServiceControl, """{"Statement":[]} x""", "broken-json")]
    [InlineData(PolicyKind.ServiceControl, """{"Policy":{"Content":"no json"}}""", "not-json")]
    [InlineData(PolicyKind.ServiceControl, """{"Roles":[]}""", "no-policy")]
    [InlineData(PolicyKind.ServiceControl, """["a"]""", "no-policy")]
    [InlineData(PolicyKind.ServiceControl, "", "empty-file")]
    public async Task What_cannot_be_used_is_an_error(PolicyKind kind, string text, string code)
    {
        var read = await Read(kind, text);
        Assert.Empty(read.Policies);
        Assert.Contains(read.Diagnostics, d => d.Code == code && d.Severity == Severity.Error);
    }

    [Fact]
    public async Task A_fault_inside_the_text_of_an_answer_has_its_place_in_the_file()
    {
        var read = await Read(PolicyKind.ServiceControl, "{\"Policy\":{\n\"Content\":\"{\\\"Statement\\\":{\\\"Effect\\\":\\\"Nay\\\",\\\"Action\\\":\\\"*\\\"}}\"}}");
        var place = Assert.Single(read.Diagnostics, d => d.Code == "bad-effect").Place!;
        Assert.EndsWith("0.json", place.File, StringComparison.Ordinal);
        Assert.Equal((2, 39), (place.Line, place.Column));
    }

    [Fact]
    public async Task Where_one_was_not_read_the_others_only_deny()
    {
        Assert.Equal("A D", Sids(await Read(PolicyKind.ServiceControl, Allow, Deny)));
        Assert.Equal("D", Sids(await Read(PolicyKind.ServiceControl, Allow, Deny, "{")));
    }

    [Fact]
    public async Task Nothing_given_is_nothing_read()
    {
        var read = await ControlPolicyReader.Read([], PolicyKind.ServiceControl, TestContext.Current.CancellationToken);
        Assert.Empty(read.Policies);
        Assert.Empty(read.Diagnostics);
    }

    [Fact]
    public async Task A_folder_without_policies_is_an_error()
    {
        var folder = Directory.CreateTempSubdirectory("namesake-test-");
        var read = await ControlPolicyReader.Read([folder.FullName], PolicyKind.ServiceControl, TestContext.Current.CancellationToken);
        folder.Delete();
        Assert.Equal("no-policy", Assert.Single(read.Diagnostics).Code);
    }

    private static string Sids(ReadControls read) => string.Join(' ', read.Policies.SelectMany(p => p.Statements).Select(s => s.Sid));

    private static async Task<ReadControls> Read(PolicyKind kind, params string[] texts)
    {
        var folder = Directory.CreateTempSubdirectory("namesake-test-");
        try
        {
            var files = texts.Select((t, i) => (Path: Path.Combine(folder.FullName, $"{i}.json"), Text: t)).ToList();
            foreach (var (path, text) in files) await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            return await ControlPolicyReader.Read([.. files.Select(f => f.Path)], kind, TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
