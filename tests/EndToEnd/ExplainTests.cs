using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>A trust policy explained along its lines.</summary>
public sealed class ExplainTests
{
    private static readonly string Account = Path.Combine(Repository.Root, "samples", "account.json");
    private static readonly string OwnName = Path.Combine(Repository.Root, "samples", "policies", "own-name.json");
    private static readonly string Hole = Path.Combine(Repository.Root, "samples", "policies", "own-name-and-a-hole.json");

    [Fact]
    public void The_verdict_is_at_the_top_and_the_lines_are_the_files_own()
    {
        var result = Cli.Namesake("explain", Hole);
        Assert.Equal(1, result.ExitCode);
        var lines = result.Out.Split('\n');
        Assert.StartsWith("forgeable: user alice of 111122223333 and user bob", lines[0], StringComparison.Ordinal);
        foreach (var (text, number) in File.ReadAllLines(Hole).Select((t, i) => (t, i + 1)))
            Assert.Contains($"{number,2} | {text}", lines);
    }

    [Fact]
    public void A_condition_that_stops_too_little_has_a_marker_under_it()
    {
        var lines = Cli.Namesake("explain", Account, "--role", "DataScience").Out.Split('\n');
        var at = Array.FindIndex(lines, l => l.Contains("\"sts:RoleSessionName\": \"${aws:username}-*\"", StringComparison.Ordinal));
        Assert.EndsWith("^^^^^^^^^^^^^^^^^^^^^ StringLike lets alice-a and alice share the name \"alice-a-b\"", lines[at + 1], StringComparison.Ordinal);
        Assert.Equal(lines[at].IndexOf("\"sts:", StringComparison.Ordinal), lines[at + 1].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void Each_statement_says_whom_it_lets_in_with_an_example()
    {
        var output = Cli.Namesake("explain", Hole).Out;
        Assert.Contains("lets in IAM users, attributable", output, StringComparison.Ordinal);
        Assert.Contains("lets in IAM users, forgeable", output, StringComparison.Ordinal);
        Assert.Contains("such as arn:aws:iam::111122223333:user/alice as \"alice\", with aws:MultiFactorAuthPresent=true", output, StringComparison.Ordinal);
        Assert.Contains("shuts out role sessions", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_policy_shows_the_condition_that_never_holds()
    {
        var result = Cli.Namesake("explain", Account, "--role", "arn:aws:iam::111122223333:role/Legacy");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("closed: Legacy", result.Out, StringComparison.Ordinal);
        Assert.Contains("never lets anybody pass: without Version 2012-10-17", result.Out, StringComparison.Ordinal);
        Assert.Contains("shuts out IAM users and role sessions", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_understood_is_marked_and_exits_with_4()
    {
        using var folder = new ScratchFolder();
        var result = Cli.Namesake("explain", folder.Write("template.json", "{\n\t\"Statement\": {\n\t\t\"Effect\": \"Allow\", \"Principal\": {\"AWS\": {\"Ref\": \"Account\"}},\n\t\t\"Action\": \"sts:AssumeRole\"\n\t}\n}"));
        Assert.Equal(4, result.ExitCode);
        Assert.StartsWith("unknown: ", result.Out, StringComparison.Ordinal);
        var lines = result.Out.Split('\n');
        var at = Array.FindIndex(lines, l => l.Contains("\"Ref\": \"Account\"", StringComparison.Ordinal));
        Assert.Equal(lines[at].IndexOf("{\"Ref\"", StringComparison.Ordinal), lines[at + 1].IndexOf("^ error template-expression", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sound_policy_shows_what_ties_the_name_and_exits_with_0()
    {
        var result = Cli.Namesake("explain", OwnName);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("^ the session name must be \"${aws:username}\", which is the caller's own", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_in_a_string_is_laid_out_anew_also_from_standard_input()
    {
        var answer = JsonSerializer.SerializeToUtf8Bytes(new { Role = new { RoleName = "Encoded", AssumeRolePolicyDocument = Uri.EscapeDataString(File.ReadAllText(OwnName)) } });
        var result = Cli.NamesakeWithInput(answer, "explain", "-");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("(stdin):1:", result.Out, StringComparison.Ordinal);
        Assert.Contains("laid out anew", result.Out, StringComparison.Ordinal);
        Assert.Contains("^^^^^^^^^^^^^^^^^^^^^ the session name must be", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_choice_of_roles_is_said()
    {
        var result = Cli.Namesake("explain", Account);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the input holds 8 roles: choose one with --role, among SupportAccess, Deploy", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_has_the_roles_record_and_annotations_of_lines()
    {
        var result = Cli.Namesake("explain", Account, "--role", "DataScience", "--format", "json");
        Assert.Equal(1, result.ExitCode);
        var audit = Cli.Namesake("audit", Account, "--format", "json").Json.GetProperty("roles").EnumerateArray().Single(r => r.GetProperty("name").GetString() == "DataScience");
        Assert.Equal(audit.GetRawText().Split('\n').Select(l => l.Trim()), result.Json.GetProperty("role").GetRawText().Split('\n').Select(l => l.Trim()));
        Assert.True(result.Json.GetProperty("asInFile").GetBoolean());
        var line = result.Json.GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("line").GetInt32() == 178);
        var annotation = Assert.Single(line.GetProperty("annotations").EnumerateArray());
        Assert.Equal("decisive", annotation.GetProperty("remark").GetString());
        Assert.Equal((33, 21), (annotation.GetProperty("column").GetInt32(), annotation.GetProperty("length").GetInt32()));
        Assert.Equal("iam-user", result.Json.GetProperty("statements")[0].GetProperty("callers")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void Premises_hold_for_it_too()
    {
        using var folder = new ScratchFolder();
        var scp = folder.Write("scp.json", """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringNotEquals":{"sts:RoleSessionName":"${aws:username}"}}}}""");
        var result = Cli.Namesake("explain", Hole, "--scp", scp);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Taken for granted: 1 service control policy", result.Out, StringComparison.Ordinal);
    }
}
