using System.Text.Json;

namespace Namesake.EndToEnd;

/// <summary><c>namesake fix</c>: what is shown, in every format, and that each format carries the very policy that was proved.</summary>
public sealed class FixTests : IDisposable
{
    private const string Open = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
              "Action": "sts:AssumeRole"
            }
          ]
        }
        """;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_forgeable_policy_is_shown_as_a_diff_with_the_verdict_before_and_after()
    {
        var run = Cli.Namesake("fix", _folder.Write("open.json", Open));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("now: forgeable:", run.Out, StringComparison.Ordinal);
        Assert.Contains("then: attributable:", run.Out, StringComparison.Ordinal);
        Assert.Contains("+         \"StringEquals\": { \"sts:RoleSessionName\": \"${aws:username}\" }", run.Out, StringComparison.Ordinal);
        Assert.Contains("mind: role sessions that came in", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', run.Out);
    }

    [Fact]
    public void The_proposed_policy_is_right_by_the_audit_and_needs_no_other()
    {
        var proposed = Cli.Namesake("fix", _folder.Write("open.json", Open), "--format", "policy");
        Assert.Equal(1, proposed.ExitCode);
        var path = _folder.Write("fixed.json", proposed.Out);
        var audit = Cli.Namesake("audit", path, "--format", "json");
        Assert.Equal(0, audit.ExitCode);
        Assert.Equal("attributable", audit.Json.GetProperty("roles")[0].GetProperty("verdict").GetString());
        var again = Cli.Namesake("fix", path);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("1 right already", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_hands_the_policy_to_the_shell_to_the_letter()
    {
        var name = "it's $(touch gone) `x` \\";
        var details = _folder.Write("details.json", JsonSerializer.Serialize(new { Roles = new[] { new { RoleName = name, Arn = "arn:aws:iam::111122223333:role/x", AssumeRolePolicyDocument = Open } } }));
        var command = Cli.Namesake("fix", details, "--format", "cli").Out;
        // In place of the AWS CLI stands a function that prints what it is given.
        var printed = Cli.Bash($"aws() {{ printf '%s\\0' \"$@\"; }}; {command}", _folder.Path).Out.Split('\0');
        // No role can be called so, and nothing of it reaches the shell.
        Assert.Equal(["iam", "update-assume-role-policy", "--role-name", "ROLE-NAME", "--policy-document"], printed[..5]);
        Assert.Equal(Cli.Namesake("fix", details, "--format", "policy").Out.TrimEnd('\n'), printed[5]);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "gone")));
    }

    [Fact]
    public void Fragments_of_templates_hold_the_policy()
    {
        var path = _folder.Write("open.json", Open);
        var template = Cli.Namesake("fix", path, "--format", "cloudformation").Json.GetProperty("Resources").GetProperty("Role");
        Assert.Equal("${aws:username}", template.GetProperty("Properties").GetProperty("AssumeRolePolicyDocument").GetProperty("Statement")[0]
            .GetProperty("Condition").GetProperty("StringEquals").GetProperty("sts:RoleSessionName").GetString());
        Assert.Contains("\"sts:RoleSessionName\" = \"$${aws:username}\"", Cli.Namesake("fix", path, "--format", "terraform").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_account_has_an_outcome_for_every_role()
    {
        var run = Cli.Namesake("fix", "samples/account.json", "--format", "json");
        var roles = run.Json.GetProperty("roles").EnumerateArray().ToList();
        Assert.NotEmpty(roles);
        Assert.Equal(run.Json.GetProperty("summary").GetProperty("roles").GetInt32(), roles.Count);
        foreach (var role in roles)
            Assert.Equal(role.GetProperty("code").GetString()!.StartsWith("fix-", StringComparison.Ordinal), role.GetProperty("proposal").ValueKind == JsonValueKind.Object);
        Assert.Contains(roles, r => r.GetProperty("proposal").ValueKind == JsonValueKind.Object);
    }

    [Theory]
    [InlineData("no-such-file.json")]
    [InlineData("samples/account.json", "--role", "NoSuchRole")]
    [InlineData("samples/account.json", "--carrier", "both")]
    [InlineData("samples/account.json", "--identifying", "aws:RequestTag/person")]
    public void Wrong_use_is_told(params string[] arguments)
    {
        var run = Cli.Namesake(["fix", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public void What_was_not_understood_is_undecided()
    {
        var run = Cli.Namesake("fix", _folder.Write("odd.json", Open.Replace(":root", ":user/*", StringComparison.Ordinal)));
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("no-fix-unknown", run.Out, StringComparison.Ordinal);
    }
}
