using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>What an issuing event tells of its call, however it is read.</summary>
public sealed class IssuingCallsTests
{
    private const string User = """{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/alice","accountId":"111122223333","userName":"alice","accessKeyId":"AKIAALICE0000000000"}""";
    private const string Session = """{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/r/s","accountId":"111122223333","accessKeyId":"ASIA00000000000000","sessionContext":{"attributes":{"mfaAuthenticated":"MFA"}}}""";

    [Theory]
    [InlineData("AssumeRole", User, "", "", "aws-cli/2", "aws-cli/2", null, null, null, null, false)]
    [InlineData("AssumeRole", User, ",\"externalId\":\"x\",\"serialNumber\":\"arn:mfa\"", "", "a\\\"b", "a\"b", "x", null, null, true, false)]
    [InlineData("AssumeRole", User, ",\"tags\":[]", "", "", null, null, null, null, null, false)]
    [InlineData("AssumeRole", User, ",\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]", "", "", null, null, null, null, null, true)]
    [InlineData("AssumeRole", Session, "", "", "x", "x", null, null, null, false, false)]
    [InlineData("AssumeRoleWithSAML", "{\"type\":\"SAMLUser\"}", ",\"principalArn\":\"arn:saml\"", ",\"audience\":\"aud\"", "x", "x", null, "arn:saml", "aud", null, false)]
    [InlineData("AssumeRoleWithSAML", "{\"type\":\"SAMLUser\"}", ",\"principalTags\":{\"team\":\"x\"}", "", "x", "x", null, null, null, null, true)]
    [InlineData("AssumeRoleWithSAML", "{\"type\":\"SAMLUser\"}", ",\"principalTags\":{}", "", "x", "x", null, null, null, null, false)]
    [InlineData("AssumeRoleWithWebIdentity", "{\"type\":\"WebIdentityUser\"}", "", ",\"provider\":\"arn:oidc\",\"audience\":\"aud\"", "x", "x", null, "arn:oidc", "aud", null, false)]
    public void The_call_is_told_alike_by_both_readers(
        string name, string identity, string request, string response, string agent, string? userAgent, string? externalId, string? provider, string? audience, bool? mfa, bool tagged)
    {
        var json = $$"""
            {"eventID":"e-1","eventTime":"2026-01-01T00:00:00Z","eventName":"{{name}}","eventSource":"sts.amazonaws.com","awsRegion":"us-east-1","userAgent":"{{agent}}","userIdentity":{{identity.Replace("MFA", "false", StringComparison.Ordinal)}},"requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/r","roleSessionName":"s1"{{request}}},"responseElements":{"credentials":{"accessKeyId":"ASIA11111111111111"} {{response}} } }
            """;
        var expected = new CallDetails(userAgent, externalId, provider, audience, mfa, tagged);
        Assert.Equal(expected, Read(json));
        // With an escape in a text that is kept, the event is read as tokens.
        Assert.Equal(expected, Read(json.Replace("us-east-1", "us\\u002deast-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_user_agent_beyond_measure_is_cut_off()
    {
        var call = Read($$"""{"eventID":"e-1","eventTime":"2026-01-01T00:00:00Z","eventName":"AssumeRole","eventSource":"sts.amazonaws.com","userAgent":"{{new string('a', 5_000)}}","userIdentity":{{User}},"requestParameters":{"roleArn":"r"},"responseElements":{"credentials":{"accessKeyId":"ASIA11111111111111"} } }""");
        Assert.Equal(CallDetails.LongestAgent, call?.UserAgent?.Length);
    }

    private static CallDetails? Read(string json)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            var part = new TrailPart((in _) => true);
            Assert.True(new PartReader(part, null).Read(new DiskFile(path, Named: true), d => Assert.Fail(d.ToString())));
            return Assert.Single(part.Issued).Call;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
