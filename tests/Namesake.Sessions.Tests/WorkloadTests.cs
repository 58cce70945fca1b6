using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Sessions.Tests;

/// <summary>Which workload a session is of, and by whose word.</summary>
public sealed class WorkloadTests
{
    private const string Id = "i-0123456789abcdef0";

    private static UserIdentity Session(string name, string? issuedTo = null, string? delivery = null, string partition = "aws") => new()
    {
        Type = "AssumedRole", Arn = $"arn:{partition}:sts::111122223333:assumed-role/worker/{name}", AccountId = "111122223333", IssuedTo = issuedTo, Ec2RoleDelivery = delivery,
    };

    private static Origin Service(string name) => new("AWSService", null, null, null, null, name);

    public static TheoryData<string, string?, string?, string?, string?> Cases { get; } = new()
    {
        { Id, null, "ec2.amazonaws.com", null, $"ec2-instance {Id} arn:aws:ec2:eu-west-1:111122223333:instance/{Id} issuer" },
        { Id, "2.0", null, null, $"ec2-instance {Id} arn:aws:ec2:eu-west-1:111122223333:instance/{Id} delivery" },
        { Id, null, null, null, null },
        { Id, null, "lambda.amazonaws.com", null, $"lambda-function {Id} arn:aws:lambda:eu-west-1:111122223333:function:{Id} issuer" },
        { "not-an-instance", "2.0", "ec2.amazonaws.com", null, null },
        { "billing", null, "lambda.amazonaws.com", null, "lambda-function billing arn:aws:lambda:eu-west-1:111122223333:function:billing issuer" },
        { "awslambda_421_20250303093000000", null, "lambda.amazonaws.com", null, null },
        { "billing", null, null, "arn:aws:lambda:us-east-1:111122223333:function:invoices:$LATEST", "lambda-function invoices arn:aws:lambda:us-east-1:111122223333:function:invoices:$LATEST scope" },
        { "x", null, null, "arn:aws:ec2:us-east-1:111122223333:instance/i-1", "ec2-instance i-1 arn:aws:ec2:us-east-1:111122223333:instance/i-1 scope" },
        { "x", null, null, "arn:aws:ecs:us-east-1:111122223333:task/shop/abc", "ecs-task abc arn:aws:ecs:us-east-1:111122223333:task/shop/abc scope" },
        { "x", null, null, "nonsense", null },
        { "x", null, null, "arn:aws:s3:::bucket", null },
        { "0123456789abcdef0123456789abcdef", null, "ecs-tasks.amazonaws.com", null, "ecs-task 0123456789abcdef0123456789abcdef  issuer" },
        { "alice", null, "ecs-tasks.amazonaws.com", null, null },
        { "eks-main-cart-91eee131-74f3-49d4-8f7c-bcde305c120b", null, "pods.eks.amazonaws.com", null, "eks-pod eks-main-cart-91eee131-74f3-49d4-8f7c-bcde305c120b  issuer" },
        { "eks-main-cart-91eee131-74f3-49d4-8f7c-bcde305c120b", null, "config.amazonaws.com", null, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_session_is_a_workloads_where_AWS_says_so_and_not_by_its_name(string name, string? delivery, string? service, string? issuedTo, string? expected)
    {
        var found = Workload.OfSession(Session(name, issuedTo, delivery), service is null ? null : Service(service), "eu-west-1");
        Assert.Equal(expected, found is null ? null : $"{found.Kind} {found.Id} {found.Arn} {found.Basis}");
    }

    [Theory]
    [InlineData("system:serviceaccount:shop:cart", "shop/cart")]
    [InlineData("system:serviceaccount:shop", null)]
    [InlineData("system:serviceaccount::cart", null)]
    [InlineData("repo:acme/shop:ref:refs/heads/main", null)]
    public void A_service_accounts_token_names_the_service_account(string subject, string? expected) =>
        Assert.Equal(expected, Workload.OfSession(Session("botocore-session-1"), new Origin("WebIdentityUser", null, null, subject, null, null), null)?.Id);

    [Fact]
    public void A_person_is_no_workload()
    {
        Assert.Null(Workload.OfSession(Session(Id), new Origin("IAMUser", null, null, "alice", null, null), "eu-west-1"));
        Assert.Null(Workload.OfSession(new UserIdentity { Type = "IAMUser", UserName = Id }, Service("ec2.amazonaws.com"), "eu-west-1"));
    }

    [Fact]
    public void Another_partition_has_ARNs_of_its_own_and_an_unknown_Region_none()
    {
        Assert.Equal($"arn:aws-cn:ec2:cn-north-1:111122223333:instance/{Id}", Workload.OfSession(Session(Id, partition: "aws-cn"), Service("ec2.amazonaws.com"), "cn-north-1")?.Arn);
        Assert.Null(Workload.OfSession(Session(Id), Service("ec2.amazonaws.com"), null)?.Arn);
    }
}
