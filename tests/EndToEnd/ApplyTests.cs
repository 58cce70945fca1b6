using System.Diagnostics;
using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>
/// <c>fix --apply</c> and <c>fix --undo</c> against a living account: whatever fails, the role has the old policy or the new
/// one, and the journal says which.
/// </summary>
public sealed class ApplyTests(AwsEmulator aws) : IClassFixture<AwsEmulator>, IDisposable
{
    private const string Open = "{ \"Version\" : \"2012-10-17\",\n\t\"Statement\": [ {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},   \"Action\":\"sts:AssumeRole\"} ]\n}";
    private const string Other = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    private readonly ScratchFolder _folder = new();
    private Gateway? _gateway;

    public void Dispose()
    {
        _gateway?.Dispose();
        _folder.Dispose();
    }

    private string Ledger => Path.Combine(_folder.Path, "ledger");

    private Gateway Gate => _gateway ??= new Gateway(aws.Endpoint);

    private Dictionary<string, string?> Variables => new(aws.Variables, StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = Gate.Endpoint };

    private CliResult Fix(params string[] arguments) => Cli.NamesakeWith(Variables, ["fix", .. arguments, "--ledger", Ledger]);

    private string StateOf(int number) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Ledger, "changes", $"{number:D6}.entry.json"))).RootElement.GetProperty("state").GetString()!;

    [Fact]
    public async Task A_fix_is_applied_proved_and_taken_back_byte_for_byte()
    {
        var role = await Role("apply-and-undo");
        var applied = Fix("--live", "--role", role.Name, "--apply", "--yes");
        Assert.True(applied.ExitCode == 0, applied.Error);
        Assert.Contains("(change 1): attributable", applied.Error, StringComparison.Ordinal);
        Assert.Contains("\"StringEquals\"", await role.Policy(), StringComparison.Ordinal);
        Assert.Equal(("verified", Open), (StateOf(1), File.ReadAllText(Path.Combine(Ledger, "changes", "000001.old.json"))));
        Assert.Equal(0, Cli.NamesakeWith(Variables, "fix", "--live", "--role", role.Name).ExitCode);
        var undone = Fix("--undo", role.Arn, "--yes");
        Assert.True(undone.ExitCode == 0, undone.Error);
        Assert.Contains("byte for byte", undone.Error, StringComparison.Ordinal);
        Assert.Equal((Open, "verified"), (await role.Policy(), StateOf(2)));
        Assert.Equal(3, Fix("--undo", role.Name, "--yes").ExitCode);
    }

    [Fact]
    public async Task Nothing_is_written_where_nobody_is_there_to_be_asked()
    {
        var role = await Role("nobody-asked");
        var result = Fix("--live", "--role", role.Name, "--apply");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
        Assert.Equal(Open, await role.Policy());
        Assert.DoesNotContain("UpdateAssumeRolePolicy", Gate.Called);
    }

    [Fact]
    public async Task A_policy_that_changed_under_our_feet_is_left_alone()
    {
        var role = await Role("changed");
        var listing = _folder.Write("roles.json", JsonSerializer.Serialize(new { Roles = new[] { new { RoleName = role.Name, Path = "/", role.Arn, AssumeRolePolicyDocument = JsonDocument.Parse(Open).RootElement } } }));
        await role.Change(Other);
        var result = Fix(listing, "--apply", "--yes");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("is not the one that was analysed", result.Error, StringComparison.Ordinal);
        Assert.Equal(Other, await role.Policy());
        // As it was when it was listed, though the listing lays it out otherwise, it is fixed in its own layout.
        await role.Change(Open);
        Assert.Equal(0, Fix(listing, "--apply", "--yes").ExitCode);
        Assert.StartsWith(Open[..20], await role.Policy(), StringComparison.Ordinal);
        await role.Change(Other);
        var undo = Fix("--undo", role.Name, "--yes");
        Assert.Equal(3, undo.ExitCode);
        Assert.Contains("000001.old.json", undo.Error, StringComparison.Ordinal);
        Assert.Equal(Other, await role.Policy());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_is_killed_leaves_one_of_the_two_and_the_next_run_says_which(bool afterWriting)
    {
        var role = await Role($"killed-{(afterWriting ? "after" : "before")}");
        using var running = Start("fix", "--live", "--role", role.Name, "--apply", "--yes", "--ledger", Ledger);
        Gate.Next("UpdateAssumeRolePolicy", new Fault(IsForwarded: afterWriting, After: () => running.Kill(entireProcessTree: true)));
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, running.ExitCode);
        Assert.Equal("planned", StateOf(1));
        Assert.Equal(afterWriting, await role.Policy() != Open);
        var next = Fix("--undo", role.Name, "--yes");
        Assert.Contains($"change 1 of {role.Arn}, which an earlier run left open: the role has the {(afterWriting ? "new" : "old")} policy", next.Error, StringComparison.Ordinal);
        Assert.Equal((afterWriting ? 0 : 3, afterWriting ? "verified" : "not-written"), (next.ExitCode, StateOf(1)));
        Assert.Equal(Open, await role.Policy());
    }

    [Fact]
    public async Task A_refusal_leaves_the_old_policy_and_says_which_permission_is_missing()
    {
        var role = await Role("denied");
        Gate.Next("UpdateAssumeRolePolicy", new Fault(Answer: (403, "AccessDenied")));
        var result = Fix("--live", "--role", role.Name, "--apply", "--yes");
        Assert.Equal((3, "not-written"), (result.ExitCode, StateOf(1)));
        Assert.Contains("iam:UpdateAssumeRolePolicy is missing", result.Error, StringComparison.Ordinal);
        Assert.Equal(Open, await role.Policy());
    }

    [Fact]
    public async Task Throttling_and_an_answer_that_is_lost_are_outlasted()
    {
        var role = await Role("throttled");
        Gate.Next("UpdateAssumeRolePolicy", new Fault(Answer: (400, "Throttling")));
        // It was written, and the answer says otherwise.
        Gate.Next("UpdateAssumeRolePolicy", new Fault(IsForwarded: true, Answer: (500, "InternalFailure")));
        var result = Fix("--live", "--role", role.Name, "--apply", "--yes");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("verified", StateOf(1));
        Assert.NotEqual(Open, await role.Policy());
    }

    [Theory]
    [InlineData("--apply", "--undo", "x")]
    [InlineData("--undo", "x", "policy.json")]
    [InlineData("policy.json", "--yes")]
    [InlineData("policy.json", "--live", "--apply")]
    [InlineData("policy.json", "--days", "3")]
    [InlineData]
    public void Options_that_do_not_go_together_are_wrong_use(params string[] arguments) => Assert.Equal((2, ""), Cli.Namesake(["fix", .. arguments]) is var run ? (run.ExitCode, run.Out) : default);

    private async Task<EmulatedRole> Role(string name)
    {
        aws.Need();
        var role = new EmulatedRole(aws.Endpoint, name);
        await role.Create(Open);
        return role;
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Cli.Launcher, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Repository.Root };
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
