namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Events that make or change workloads, as CloudTrail writes them.</summary>
public sealed class WorkloadEventsTests
{
    private const string Function = "arn:aws:lambda:us-east-1:111122223333:function:billing";
    private const string Task = "arn:aws:ecs:us-east-1:111122223333:task/shop/0123456789abcdef0123456789abcdef";

    private static string Event(string name, string service, string request, string response, string more = "", string identity = """{"type":"IAMUser","userName":"alice","accountId":"111122223333"}""") =>
        $$"""{"eventID":"1","eventTime":"2025-03-03T10:00:00Z","eventName":"{{name}}","eventSource":"{{service}}.amazonaws.com","awsRegion":"us-east-1","userIdentity":{{identity}},"requestParameters":{{request}},"responseElements":{{response}}{{more}}}""";

    public static TheoryData<string, string, string, string, string> Changes { get; } = new()
    {
        { "RunInstances", "ec2", "null", """{"instancesSet":{"items":[{"instanceId":"i-1","tagSet":{"items":[{"key":"k"}]}},{"instanceId":"i-2"}]}}""", "ec2-instance i-1 ; ec2-instance i-2 " },
        { "RunInstances", "ec2", "null", """{"instancesSet":{"items":[{"imageId":"ami-1"},7,[],"i-3"]}}""", "" },
        { "RunInstances", "ec2", "null", """{"instancesSet":{"items":{"instanceId":"i-1"}}}""", "" },
        { "RunInstances", "ec2", "null", """{"instancesSet":["i-1"]}""", "" },
        { "RunInstances", "ec2", "null", "null", "" },
        { "RunInstances", "evil", "null", """{"instancesSet":{"items":[{"instanceId":"i-1"}]}}""", "" },
        { "CreateFunction20150331", "lambda", """{"functionName":"billing"}""", $$"""{"functionName":"billing","functionArn":"{{Function}}"}""", $"lambda-function billing {Function}" },
        { "UpdateFunctionCode20150331v2", "lambda", $$"""{"functionName":"{{Function}}:7"}""", "null", "lambda-function billing " },
        { "UpdateFunctionConfiguration20150331v2", "lambda", """{"functionName":"111122223333:function:billing"}""", "{}", "lambda-function billing " },
        { "UpdateFunctionCode20150331v2", "lambda", "null", "null", "" },
        { "RunTask", "ecs", "null", $$"""{"failures":[],"tasks":[{"containers":[],"taskArn":"{{Task}}"}]}""", $"ecs-task 0123456789abcdef0123456789abcdef {Task}" },
        { "StartTask", "ecs", "null", $$"""{"tasks":[{"taskArn":"{{Task}}"},{"taskArn":null}]}""", $"ecs-task 0123456789abcdef0123456789abcdef {Task}" },
        { "DescribeInstances", "ec2", "null", """{"instancesSet":{"items":[{"instanceId":"i-1"}]}}""", "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_made_or_changed_is_read(string name, string service, string request, string response, string expected)
    {
        var log = Log.Of(Event(name, service, request, response));
        Assert.Empty(log.Diagnostics);
        Assert.Equal(expected, string.Join("; ", log.Part.Workloads.Select(w => $"{w.Kind} {w.Resource} {w.Detail}")));
        Assert.All(log.Part.Workloads, w => Assert.Equal(("111122223333", "alice"), (w.Account, w.Caller.UserName)));
    }

    [Fact]
    public void What_failed_made_nothing() =>
        Assert.Empty(Log.Of(Event("RunInstances", "ec2", "null", """{"instancesSet":{"items":[{"instanceId":"i-1"}]}}""", ""","errorCode":"Client.DryRunOperation" """)).Part.Workloads);

    [Theory]
    [InlineData("""[{"key":"kubernetes-namespace","value":"shop"},{"key":"kubernetes-service-account","value":"cart"},{"key":"kubernetes-pod-name","value":"cart-0"},{"key":"eks-cluster-name","value":"main"}]""", "shop/cart, pod cart-0, cluster main")]
    [InlineData("""[{"key":"kubernetes-namespace","value":"shop"},{"key":"kubernetes-namespace","value":"other"},{"value":"x"}]""", "shop/, pod , cluster ")]
    [InlineData("null", null)]
    [InlineData("""{"key":"kubernetes-namespace"}""", null)]
    public void The_session_tags_say_which_pod_it_is(string tags, string? expected)
    {
        var request = $$"""{"roleSessionName":"eks-main-cart-0-91eee131-74f3-49d4-8f7c-bcde305c120b","tags":{{tags}}}""";
        var log = Log.Of(Event("AssumeRole", "sts", request, """{"credentials":{"accessKeyId":"ASIAEXAMPLE"}}""", ""","recipientAccountId":"1" """, """{"type":"AWSService","invokedBy":"pods.eks.amazonaws.com"}"""));
        var pod = Assert.Single(log.Part.Workloads);
        Assert.Equal(("eks-pod", "eks-main-cart-0-91eee131-74f3-49d4-8f7c-bcde305c120b", expected), (pod.Kind, pod.Resource, pod.Detail));
        Assert.Single(log.Part.Issued);
    }

    [Fact]
    public void Others_who_assume_roles_are_no_pods() =>
        Assert.Empty(Log.Of(Event("AssumeRole", "sts", """{"roleSessionName":"eks-x","tags":[{"key":"kubernetes-namespace","value":"shop"}]}""", "null")).Part.Workloads);

    [Fact]
    public void No_more_are_read_than_one_call_makes()
    {
        var items = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $$"""{"instanceId":"i-{{i}}"}"""));
        Assert.Equal(1_000, Log.Of(Event("RunInstances", "ec2", "null", $$"""{"instancesSet":{"items":[{{items}}]} }""")).Part.Workloads.Count);
    }
}
