using System.Text.Json;
using Namesake.App.Permissions;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.App.Tests.Permissions;

/// <summary>The least policies that verbs can do with.</summary>
public sealed class VerbNeedsTests
{
    public static TheoryData<string> Names => [.. VerbNeeds.All.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_policy_is_one_that_IAM_accepts_and_says_no_more_than_its_needs(string name)
    {
        var verb = VerbNeeds.Of(name).For("aws-cn", "Reader");
        var policy = PolicyParser.Parse(SourceText.OfString(NeedsPolicy.Of(verb)), PolicyKind.Identity);
        Assert.Empty(policy.Diagnostics);
        var granted = policy.Document!.Statements.SelectMany(s => s.Action!.Patterns.SelectMany(a => s.Resource!.Patterns.Select(r => (a.Text, r.Text)))).Order();
        Assert.Equal(verb.Needs.Select(n => (n.Action, n.Resource)).Order(), granted);
        Assert.All(granted, g => Assert.DoesNotContain('*', g.Item1));
        Assert.DoesNotContain(granted, g => g.Item2.StartsWith("arn:aws:", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_writing_verbs_ask_for_writing()
    {
        string[] writes = ["Update", "Publish", "BatchImport", "Delete", "Change"];
        Assert.Equal(["import-queue", "fix-apply", "watch", "watch-sns", "watch-security-hub"], VerbNeeds.All.Where(v => v.Needs.Any(n => writes.Any(w => n.Action.Split(':')[1].StartsWith(w, StringComparison.Ordinal)))).Select(v => v.Name));
    }

    [Fact]
    public void The_role_of_the_organization_stands_in_the_policy()
    {
        using var policy = JsonDocument.Parse(NeedsPolicy.Of(VerbNeeds.Of("audit-org").For("aws", "audit/Reader")));
        Assert.Contains(policy.RootElement.GetProperty("Statement").EnumerateArray(), s => s.GetProperty("Resource").GetString() == "arn:aws:iam::*:role/audit/Reader");
    }
}
