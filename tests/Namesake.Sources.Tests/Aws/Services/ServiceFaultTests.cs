using Amazon.Runtime;
using Namesake.Sources.Aws;
using Namesake.Sources.Aws.Services;
using Namesake.Tests;
using static Namesake.Sources.Tests.Aws.Services.Connections;

namespace Namesake.Sources.Tests.Aws.Services;

/// <summary>Services on a bad day.</summary>
public sealed class ServiceFaultTests
{
    private static readonly AwsRequest ListRoles = AwsRequest.Query("ListRoles");

    [Theory]
    [InlineData(400, "Throttling")]
    [InlineData(500, "ServiceFailure")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task What_passes_is_asked_for_again(int status, string code)
    {
        var asked = 0;
        using var stub = new StubAws(_ => Interlocked.Increment(ref asked) < 3 ? StubAnswer.Error(status, code) : new StubAnswer(200, "<ListRolesResponse/>"));
        Assert.Equal("ListRolesResponse", (await To(stub, retries: 4).Call(AwsService.Iam, ListRoles)).Xml().Name.LocalName);
        Assert.Equal(3, stub.Calls.Count);
    }

    [Fact]
    public async Task A_request_is_signed_for_its_service_where_it_lives()
    {
        using var stub = new StubAws(c => c.Service == "iam" ? new StubAnswer(200, "<a/>") : StubAnswer.Json("{}"));
        var aws = To(stub, region: "eu-west-1");
        await aws.Call(AwsService.Iam, ListRoles);
        await aws.Call(AwsService.CloudTrail, AwsRequest.Json("DescribeTrails"));
        Assert.Equal([("iam", "AKIASTUB", "us-east-1", "ListRoles"), ("cloudtrail", "AKIASTUB", "eu-west-1", "DescribeTrails")], stub.Calls.Select(c => (c.Service, c.AccessKeyId, c.Region, c.Operation)));
        Assert.Equal("2010-05-08", stub.Calls[0].Field("Version"));
    }

    [Theory]
    [InlineData("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>7</RequestId></ErrorResponse>", "aws-denied", "iam:ListRoles is missing (no)")]
    [InlineData("{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"no\"}", "aws-denied", "iam:ListRoles is missing (no)")]
    [InlineData("{\"__type\":\"ExpiredTokenException:http://x\",\"Message\":\"old\"}", "aws-credentials", "sign in again")]
    [InlineData("<html>Sign in to the guest network</html>", "aws-call", "the answer has the status 403")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Error><Code>&b;</Code></Error>", "aws-call", "the answer has the status 403")]
    [InlineData("{broken", "aws-call", "the answer has the status 403")]
    [InlineData("", "aws-call", "the answer has the status 403")]
    public async Task A_refusal_in_any_format_is_one_line(string body, string code, string words)
    {
        using var stub = new StubAws(_ => new StubAnswer(403, body));
        using var api = To(stub).Api(AwsService.Iam);
        var (answer, fault) = await api.Try(ListRoles, "iam:ListRoles", Stop);
        Assert.Null(answer);
        Assert.Equal(code, fault!.Code);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("<html><br></html>")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task An_answer_that_is_no_xml_is_told(string body)
    {
        using var stub = new StubAws(_ => new StubAnswer(200, body));
        var answer = await To(stub).Call(AwsService.Iam, ListRoles);
        Assert.Contains("no XML", Assert.Throws<AmazonClientException>(() => answer.Xml()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_read_to_it()
    {
        using var stub = new StubAws(_ => new StubAnswer(200, new string('x', ServiceUnmarshaller.MaxBytes + 1)));
        using var api = To(stub).Api(AwsService.Iam);
        Assert.Contains("more than 64 MiB", (await api.Try(ListRoles, "iam:ListRoles", Stop)).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_slow_once_is_asked_for_again()
    {
        var asked = 0;
        using var stub = new StubAws(_ => new StubAnswer(200, "<a/>", Delay: Interlocked.Increment(ref asked) == 1 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero));
        Assert.Equal("a", (await Impatient(stub, TimeSpan.FromSeconds(3), retries: 1).Call(AwsService.Iam, ListRoles)).Xml().Name.LocalName);
        Assert.Equal(2, stub.Calls.Count);
    }

    [Fact]
    public async Task One_that_never_comes_is_given_up()
    {
        using var stub = new StubAws(_ => new StubAnswer(200, "<a/>", Delay: TimeSpan.FromMinutes(1)));
        using var api = Impatient(stub, TimeSpan.FromMilliseconds(300), retries: 1).Api(AwsService.Iam);
        var fault = (await api.Try(ListRoles, "iam:ListRoles", Stop)).Fault!;
        Assert.Equal(("aws-unreachable", true), (fault.Code, fault.IsPassing));
        // On a busy machine the connection below may be made, and the call sent, once more.
        Assert.InRange(stub.Calls.Count, 2, 3);
    }

    [Fact]
    public async Task An_interruption_is_not_taken_for_a_fault()
    {
        using var ending = new CancellationTokenSource();
        using var stub = new StubAws(_ =>
        {
            ending.Cancel();
            return new StubAnswer(200, "<a/>", Delay: TimeSpan.FromMinutes(1));
        });
        using var api = To(stub).Api(AwsService.Iam);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => api.Try(ListRoles, "iam:ListRoles", ending.Token));
    }

    [Fact]
    public async Task Nobody_at_home_is_told()
    {
        using var api = To("http://127.0.0.1:9").Api(AwsService.Iam);
        var fault = (await api.Try(ListRoles, "iam:ListRoles", Stop)).Fault!;
        Assert.Equal(("aws-unreachable", true), (fault.Code, fault.IsPassing));
    }

    [Fact]
    public async Task A_role_is_assumed_once_for_many_calls_and_its_session_is_called_namesake()
    {
        using var stub = new StubAws(c => c.Operation == "AssumeRole" ? new StubAnswer(200, Assumed("ASIAOTHER")) : new StubAnswer(200, "<a/>"));
        var there = To(stub).Through("arn:aws:iam::210987654321:role/reader");
        for (var i = 0; i < 3; i++) await there.Call(AwsService.Iam, ListRoles);
        var assumed = Assert.Single(stub.Calls, c => c.Operation == "AssumeRole");
        Assert.Equal(("namesake", "arn:aws:iam::210987654321:role/reader"), (assumed.Field("RoleSessionName"), assumed.Field("RoleArn")));
        Assert.All(stub.Calls.Where(c => c.Service == "iam"), c => Assert.Equal("ASIAOTHER", c.AccessKeyId));
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_told_as_that()
    {
        using var stub = new StubAws(c => c.Operation == "AssumeRole" ? StubAnswer.Error(403, "AccessDenied") : new StubAnswer(200, "<a/>"));
        using var api = To(stub).Through("arn:aws:iam::210987654321:role/reader").Api(AwsService.Iam);
        var fault = (await api.Try(ListRoles, "iam:ListRoles", Stop)).Fault!;
        Assert.Equal("role-not-assumed", fault.Code);
        Assert.Contains("sts:AssumeRole on arn:aws:iam::210987654321:role/reader (or the role does not trust the caller) is missing", fault.Message, StringComparison.Ordinal);
    }

    public static string Assumed(string key) =>
        $"<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
}
