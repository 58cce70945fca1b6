using Namesake.Audit.Replay;
using Namesake.Policy.Parsing;
using static Namesake.Audit.Tests.Replay.Calls;

namespace Namesake.Audit.Tests.Replay;

/// <summary>Tools are told by their user agents, and each is advised in its own terms.</summary>
public sealed class ToolTests
{
    [Theory]
    [InlineData("aws-cli/1.29.0 Python/3.8.10 Linux/5.4 botocore/1.31.0", Tool.AwsCli)]
    [InlineData("aws-cli/2.15.0 md/awscrt#0.19.19 ua/2.0 os/linux#5.10", Tool.AwsCli)]
    [InlineData("Boto3/1.34.14 md/Botocore#1.34.14 ua/2.0 os/linux#6.2 md/arch#x86_64 lang/python#3.11", Tool.Boto3)]
    [InlineData("Botocore/1.12.0 Python/3.6", Tool.Boto3)]
    [InlineData("aws-sdk-go/1.44.0 (go1.19; linux; amd64)", Tool.Go)]
    [InlineData("aws-sdk-go-v2/1.41.1 os/linux lang/go#1.25.7 api/sts#1.41.6", Tool.Go)]
    [InlineData("APN/1.0 HashiCorp/1.0 Terraform/1.5.0 (+https://www.terraform.io) terraform-provider-aws/5.1.0 aws-sdk-go/1.44.0", Tool.Terraform)]
    [InlineData("APN/1.0 OpenTofu/1.6.0 terraform-provider-aws/5.31.0 aws-sdk-go-v2/1.24", Tool.Terraform)]
    [InlineData("aws-sdk-java/2.20.0 Linux/5.10 OpenJDK_64-Bit_Server_VM/17", Tool.Java)]
    [InlineData("aws-sdk-js/3.400.0 os/linux#5.10 lang/js md/nodejs#18.17.0 api/sts#3.400.0", Tool.JavaScript)]
    [InlineData("aws-sdk-nodejs/2.1400.0 linux/v16.20.0", Tool.JavaScript)]
    [InlineData("aws-sdk-dotnet-coreclr/3.7.100 .NET_Core/6.0", Tool.DotNet)]
    [InlineData("aws-sdk-ruby3/3.180.0 ruby/3.2.2", Tool.Ruby)]
    [InlineData("aws-sdk-php/3.280.0 OS/Linux lang/php/8.2", Tool.Php)]
    [InlineData("aws-sdk-rust/1.1.0 os/linux lang/rust/1.74", Tool.Rust)]
    [InlineData("AWSPowerShell.NetCore/4.1.400 .NET_Core/7.0 aws-sdk-dotnet", Tool.PowerShell)]
    [InlineData("AWS Signin, aws-internal/3 aws-sdk-java/1.12.500 Linux/5.10", Tool.Console)]
    [InlineData("lambda.amazonaws.com", Tool.Service)]
    [InlineData("curl/8.0", Tool.Other)]
    [InlineData(null, Tool.NotKept)]
    public void A_tool_is_told_by_its_user_agent(string? agent, Tool tool) => Assert.Equal(tool, Tools.Of(agent));

    [Theory]
    [InlineData("aws-cli/2")]
    [InlineData("aws-sdk-php/3")]
    [InlineData("AWS Signin")]
    public void A_path_that_a_shell_would_run_is_not_in_what_is_to_be_pasted(string agent)
    {
        const string role = "arn:aws:iam::111122223333:role/$(id);\"/Deploy";
        var policy = PolicyParser.Parse(PolicyOf("\"StringEquals\":{\"sts:SourceIdentity\":\"${aws:username}\"}", action: """["sts:AssumeRole","sts:SetSourceIdentity"]""")).Document!;
        var group = Assert.Single(RoleReplay.Run(policy, role, [Of(User("alice"), "x1", Details with { UserAgent = agent })]).Refused);
        Assert.Contains("ROLE-ARN", string.Join('\n', group.Advice), StringComparison.Ordinal);
        Assert.DoesNotContain("$(id)", string.Join('\n', group.Advice), StringComparison.Ordinal);
    }

    public static TheoryData<Tool> All { get; } = [.. Enum.GetValues<Tool>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_tool_has_a_name_and_tells_both_names_to_give(Tool tool)
    {
        Assert.Equal(Enum.GetValues<Tool>().Length, Enum.GetValues<Tool>().Select(Tools.CodeOf).Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual("", Tools.NameOf(tool));
        if (tool == Tool.NotKept) return;
        var agent = tool switch { Tool.AwsCli => "aws-cli/2", Tool.Boto3 => "Boto3/1", Tool.Service => "x.amazonaws.com", Tool.Console => "AWS Signin", Tool.PowerShell => "AWSPowerShell/4", Tool.Terraform => "Terraform/1", Tool.JavaScript => "aws-sdk-js/3", Tool.Other => "curl/8", _ => $"aws-sdk-{tool.ToString().ToLowerInvariant()}/1" };
        Assert.Equal(tool, Tools.Of(agent));
        var policy = PolicyOf("\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\",\"sts:SourceIdentity\":\"${aws:username}-id\"}", action: """["sts:AssumeRole","sts:SetSourceIdentity"]""");
        var group = Assert.Single(Replayed(policy, Of(User("alice"), "x1", Details with { UserAgent = agent })).Refused);
        Assert.Equal(new NameChange("alice", "alice-id", true), group.Change);
        var advice = string.Join('\n', group.Advice);
        Assert.Contains("alice-id", advice, StringComparison.Ordinal);
        Assert.Contains("alice", advice.Replace("alice-id", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("x1", advice, StringComparison.Ordinal);
    }
}
