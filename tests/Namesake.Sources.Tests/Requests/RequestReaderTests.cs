using System.Text;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sources.Requests;

namespace Namesake.Sources.Tests.Requests;

/// <summary>Requests in the form of the contract.</summary>
public sealed class RequestReaderTests
{
    private const string Alice = "\"caller\":{\"arn\":\"arn:aws:iam::111122223333:user/alice\"}";

    private static Request Read(string text) => RequestReader.Read(SourceText.OfString(text, "request.json"));

    private static string Fault(string text) => Assert.Throws<FormatException>(() => Read(text)).Message;

    [Fact]
    public void A_whole_request_is_read()
    {
        var request = Read("""
            {"action":"sts:AssumeRole","caller":{"kind":"iam-user","arn":"arn:aws:iam::111122223333:user/team/alice","account":"111122223333","userName":"alice"},
             "sessionName":"alice","sourceIdentity":"a@example.com","context":{"aws:MultiFactorAuthPresent":true,"aws:TagKeys":["a","b"],"aws:NumberX":5,"AWS:Other":"x"}}
            """);
        Assert.Equal(("sts:AssumeRole", "alice", "a@example.com"), (request.Action, request.SessionName, request.SourceIdentity));
        Assert.Equal((CallerKind.IamUser, "alice", "111122223333"), (request.Caller.Kind, request.Caller.UserName, request.Caller.Account?.ToString()));
        Assert.Equal("true", request.Context["aws:multifactorauthpresent"].ToString());
        Assert.Equal("5", request.Context["aws:numberx"].ToString());
        Assert.Equal((true, "[a, b]"), (request.Context["aws:tagkeys"].IsList, request.Context["aws:tagkeys"].ToString()));
    }

    [Fact]
    public void What_is_null_or_missing_is_absent_and_the_action_follows_from_the_caller()
    {
        var request = Read($$"""{{{Alice}},"action":null,"sessionName":null,"context":null}""");
        Assert.Equal(("sts:AssumeRole", null, null), (request.Action, request.SessionName, request.SourceIdentity));
        Assert.Empty(request.Context);
        Assert.Equal("sts:AssumeRoleWithSAML", Read("""{"caller":{"arn":"arn:aws:iam::111122223333:saml-provider/idp"}}""").Action);
    }

    [Theory]
    [InlineData("[]", "request.json:1:1: a request is a JSON object")]
    [InlineData("{}", "a request needs a caller")]
    [InlineData("{\n \"é\":1}", "request.json:2:6: a request has no \"é\"")]
    [InlineData("{\"caller\":5}", "a request needs a caller")]
    [InlineData("{\"caller\":{}}", "a caller needs an arn")]
    [InlineData("{\"caller\":{\"arn\":\"nobody\"}}", "request.json:1:11: \"nobody\" is no caller")]
    [InlineData("{\"caller\":{\"arn\":[]}}", "arn is a text")]
    [InlineData("{\"caller\":{\"kind\":\"ghost\"}}", "no kind of caller \"ghost\"")]
    [InlineData("{\"caller\":{\"kind\":\"saml\",\"arn\":\"arn:aws:iam::111122223333:user/alice\"}}", "is no caller of kind saml")]
    [InlineData("{\"caller\":{\"arn\":\"arn:aws:iam::111122223333:user/alice\",\"account\":\"12\"}}", "\"12\" is no account id")]
    [InlineData("{" + Alice + ",\"context\":[]}", "context is an object of keys")]
    [InlineData("{" + Alice + ",\"context\":{\"k\":{}}}", "a context value is a text or a list of texts")]
    [InlineData("{" + Alice + ",\"context\":{\"k\":null}}", "a context value is a text or a list of texts")]
    [InlineData("{" + Alice + ",\"context\":{\"k\":[\"a\",[]]}}", "a context value is a text or a list of texts")]
    [InlineData("{" + Alice + ",\"sessionName\":{}}", "sessionName is a text")]
    [InlineData("{" + Alice + "} x", "the request is not JSON")]
    [InlineData("", "the request is not JSON")]
    [InlineData("{" + Alice + ",\"sessionName\":\"\\ud800\"}", "the request is not JSON")]
    public void A_fault_is_told_with_what_and_where(string text, string message) => Assert.Contains(message, Fault(text), StringComparison.Ordinal);

    [Fact]
    public void Hostile_requests_are_bounded()
    {
        Assert.Contains("not JSON", Fault(new string('[', 1_000_000)), StringComparison.Ordinal);
        Assert.Contains("more than", Fault($"{{{Alice},\"sessionName\":\"{new string('x', 70_000)}\"}}"), StringComparison.Ordinal);
        Assert.Contains("more than", Fault($"{{{Alice},\"context\":{{\"k\":[\"{new string('x', 70_000)}\"]}}}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_a_fault() =>
        Assert.Throws<FormatException>(() => RequestReader.Read(SourceText.OfFile("x", Encoding.UTF8.GetBytes($"{{{Alice},\"sessionName\":\"~\"}}").Select(b => b == '~' ? (byte)0xFF : b).ToArray())));

    [Fact]
    public void A_member_that_stands_twice_is_a_fault() =>
        Assert.Contains("stands twice", Fault($"{{{Alice},\"sessionName\":\"a\",\"sessionName\":\"b\"}}"), StringComparison.Ordinal);
}
