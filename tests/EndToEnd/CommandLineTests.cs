using System.Text;
using System.Text.Json;
using Namesake.App.Demo;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>The contract of the command line: exit codes, streams, formats.</summary>
public sealed class CommandLineTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");
    private static readonly string Account = Path.Combine(Samples, "account.json");
    private static readonly string Trail = Path.Combine(Samples, "trail");

    [Theory]
    [InlineData("audit")]
    [InlineData("explain")]
    [InlineData("who")]
    [InlineData("attribute")]
    [InlineData("simulate")]
    [InlineData("verify")]
    [InlineData("demo")]
    [InlineData("completion")]
    public void Every_verb_has_help_with_an_example(string verb)
    {
        var help = Cli.Namesake(verb, "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains($"namesake {verb}", help.Out, StringComparison.Ordinal);
        Assert.Contains("Example:", help.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "no-such-file.json")]
    [InlineData("audit", "samples/account.json", "--format", "xml")]
    [InlineData("explain")]
    [InlineData("explain", "no-such-file.json")]
    [InlineData("explain", "samples/account.json")]
    [InlineData("explain", "samples/account.json", "--role", "NoSuchRole")]
    [InlineData("explain", "samples/account.json", "--role", "Deploy", "--identifying", "sts:RoleSessionName")]
    [InlineData("who", "x")]
    [InlineData("who", "x", "--logs", "no-such-folder")]
    [InlineData("attribute", "--logs", "no-such-folder")]
    [InlineData("simulate", "samples/policies/own-name.json")]
    [InlineData("simulate", "samples/policies/own-name.json", "--caller", "nonsense")]
    [InlineData("simulate", "samples/account.json", "--caller", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("verify")]
    [InlineData("verify", "no-such-folder")]
    [InlineData("verify", "samples/account.json")]
    [InlineData("verify", "samples", "--public-keys", "no-such-file.json")]
    [InlineData("demo", "--events", "5")]
    [InlineData("frobnicate")]
    public void Wrong_use_exits_with_2_and_says_so_on_standard_error(params string[] arguments)
    {
        var result = Cli.Namesake(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.Contains("namesake", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Try 'namesake rules check --help'.", "rules", "check")]
    [InlineData("Must be one of: 'table' 'json'", "audit", "samples/account.json", "--format", "xml")]
    [InlineData("'namesake audit INPUT --record'", "history", "Deploy", "--ledger", "no-such-folder")]
    public void Wrong_use_says_in_one_line_how_it_is_right(string words, params string[] arguments)
    {
        var result = Cli.Namesake(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', result.Error);
    }

    [Fact]
    public void An_audit_with_findings_exits_with_1_and_lists_the_worst_first()
    {
        var result = Cli.Namesake("audit", Account);
        Assert.Equal(1, result.ExitCode);
        var lines = result.Out.Split('\n');
        Assert.Contains("forgeable", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_audits_JSON_follows_the_contract()
    {
        var json = Cli.Namesake("audit", Account, "--format", "json").Json;
        Assert.Equal(1, json.GetProperty("schema").GetInt32());
        var roles = json.GetProperty("roles").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal("forgeable", roles["SupportAccess"].GetProperty("verdict").GetString());
        Assert.Equal("attributable", roles["Deploy"].GetProperty("verdict").GetString());
        Assert.Equal("session-name", roles["Deploy"].GetProperty("carrier").GetString());
        Assert.Equal("closed", roles["Legacy"].GetProperty("verdict").GetString());
        Assert.Equal("federated", roles["Finance"].GetProperty("verdict").GetString());
        Assert.Equal("workload", roles["WebServer"].GetProperty("verdict").GetString());
        Assert.Equal("forgeable", roles["DataScience"].GetProperty("verdict").GetString());
        Assert.Equal("exempt", roles["AWSServiceRoleForSupport"].GetProperty("verdict").GetString());
        Assert.Equal(8, json.GetProperty("summary").GetProperty("roles").GetInt32());
        foreach (var role in roles.Values)
        {
            Assert.Equal(Account, role.GetProperty("source").GetProperty("file").GetString());
            Assert.True(role.GetProperty("source").GetProperty("line").GetInt32() > 1);
            Assert.Equal(role.GetProperty("verdict").GetString() == "forgeable", role.GetProperty("witness").ValueKind == JsonValueKind.Object);
            Assert.NotEqual("", role.GetProperty("code").GetString());
        }
    }

    [Fact]
    public void A_witness_can_be_replayed_with_simulate()
    {
        using var folder = new ScratchFolder();
        var json = Cli.Namesake("audit", Account, "--format", "json").Json;
        var forgeable = json.GetProperty("roles").EnumerateArray().Where(r => r.GetProperty("verdict").GetString() == "forgeable").ToList();
        Assert.NotEmpty(forgeable);
        foreach (var role in forgeable)
            foreach (var request in role.GetProperty("witness").GetProperty("requests").EnumerateArray())
            {
                var file = folder.Write("request.json", request.GetRawText());
                var result = Cli.Namesake("simulate", Account, "--role", role.GetProperty("name").GetString()!, "--request", file, "--format", "json");
                Assert.Equal(0, result.ExitCode);
                Assert.Equal("allowed", result.Json.GetProperty("outcome").GetString());
            }
    }

    [Fact]
    public void Undecided_roles_exit_with_4()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("template.json", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":{"Ref":"Account"}},"Action":"sts:AssumeRole"}}""");
        var result = Cli.Namesake("audit", file);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("template-expression", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_role_alone_exits_with_0() =>
        Assert.Equal(0, Cli.Namesake("audit", Path.Combine(Samples, "policies", "own-name.json")).ExitCode);

    [Fact]
    public void An_audit_reads_standard_input()
    {
        var result = Cli.NamesakeWithInput(File.ReadAllBytes(Account), "audit", "-");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("8 roles", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_names_the_person_who_deleted_the_bucket()
    {
        var result = Cli.Namesake("who", DemoDay.BucketDeleted, "--logs", Trail);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("alice", result.Out, StringComparison.Ordinal);
        Assert.Contains("198.51.100.23", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_follows_a_chain_of_two_roles_across_accounts()
    {
        var json = Cli.Namesake("who", DemoDay.GroupOpened, "--logs", Trail, "--format", "json").Json;
        Assert.Equal("bob", json.GetProperty("origin").GetProperty("userName").GetString());
        Assert.Equal("key", json.GetProperty("evidence").GetString());
        Assert.Equal(2, json.GetProperty("chain").GetArrayLength());
        Assert.True(json.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public void A_stolen_name_is_an_alarm_and_exits_with_1()
    {
        var result = Cli.Namesake("who", DemoDay.SecretRead, "--logs", Trail);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("mallory", result.Out, StringComparison.Ordinal);
        Assert.Contains("ALARM", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_issuing_event_is_said_and_exits_with_4()
    {
        var result = Cli.Namesake("who", DemoDay.MissingIssuer, "--logs", Trail);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("not in these logs", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_takes_an_access_key_and_a_session_too()
    {
        var json = Cli.Namesake("who", DemoDay.BucketDeleted, "--logs", Trail, "--format", "json").Json;
        var key = json.GetProperty("accessKeyId").GetString()!;
        var byKey = Cli.Namesake("who", key, "--logs", Trail);
        Assert.Equal(0, byKey.ExitCode);
        Assert.StartsWith("alice", byKey.Out, StringComparison.Ordinal);
        // Two people had sessions of this one name: each is answered for.
        var bySession = Cli.Namesake("who", "arn:aws:sts::111122223333:assumed-role/SupportAccess/alice", "--logs", Trail, "--format", "json");
        Assert.Equal(["alice", "mallory"], bySession.JsonLines.Select(l => l.GetProperty("origin").GetProperty("userName").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_event_that_is_not_there_exits_with_4() =>
        Assert.Equal(4, Cli.Namesake("who", "00000000-0000-0000-0000-000000000000", "--logs", Trail).ExitCode);

    [Fact]
    public void Attribute_writes_the_same_to_a_file_as_to_a_pipe_whatever_the_order_of_files()
    {
        using var folder = new ScratchFolder();
        var output = Path.Combine(folder.Path, "who.jsonl");
        var toFile = Cli.Namesake("attribute", "--logs", Trail, "--out", output);
        var files = Directory.GetFiles(Trail, "*.gz", SearchOption.AllDirectories).OrderDescending(StringComparer.Ordinal).ToArray();
        var toPipe = Cli.Namesake(["attribute", "--logs", .. files]);
        Assert.Equal(1, toFile.ExitCode);
        Assert.Equal("", toFile.Out);
        Assert.Equal(File.ReadAllText(output), toPipe.Out);
        Assert.True(toPipe.JsonLines.Count > 20);
        Assert.Equal([output], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void One_broken_file_among_many_is_reported_and_skipped()
    {
        using var folder = new ScratchFolder();
        folder.Write("broken.json", "{\"Records\":[{\"eventID\":");
        folder.Write("README.txt", "not a log");
        folder.Write("empty.json", "");
        foreach (var file in Directory.GetFiles(Trail, "*.gz", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var whole = Cli.Namesake("attribute", "--logs", Trail);
        var mixed = Cli.Namesake("attribute", "--logs", folder.Path);
        Assert.Equal(whole.Out, mixed.Out);
        foreach (var name in (string[])["broken.json", "README.txt", "empty.json"]) Assert.Contains(name, mixed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_logs_cannot_write_to_the_terminal()
    {
        using var folder = new ScratchFolder();
        var log = folder.Write("log.json", """{"eventID":"e1","eventTime":"2025-03-03T00:00:00Z","eventName":"X\u001b[31m","eventSource":"s3.amazonaws.com","userIdentity":{"type":"IAMUser","userName":"a[red]\u001b]0;owned\u0007\u202e","accessKeyId":"AKIA1"}}""");
        var result = Cli.Namesake("who", "e1", "--logs", log);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("\u001b", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", result.Out, StringComparison.Ordinal);
        Assert.Contains("a[red]", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_says_which_condition_refused()
    {
        var result = Cli.Namesake("simulate", Path.Combine(Samples, "policies", "own-name.json"), "--caller", "arn:aws:iam::111122223333:user/bob", "--session-name", "alice");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("implicitly denied", result.Out, StringComparison.Ordinal);
        Assert.Contains("matches none of the values", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_knows_what_STS_itself_refuses()
    {
        var result = Cli.Namesake("simulate", Path.Combine(Samples, "policies", "own-name.json"), "--caller", "arn:aws:iam::111122223333:user/a", "--session-name", "a", "--format", "json");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("implicitly-denied", result.Json.GetProperty("outcome").GetString());
        Assert.Contains("2 to 64", result.Json.GetProperty("refusedBySts").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_demo_ends_by_saying_what_to_try_next_and_leaves_what_it_speaks_of()
    {
        using var folder = new ScratchFolder();
        var result = Cli.Namesake("demo", "--out", Path.Combine(folder.Path, "demo"));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Try next", result.Out, StringComparison.Ordinal);
        foreach (var name in (string[])["alice", "bob", "mallory", "dave"]) Assert.Contains(name, result.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "demo", "account.json")));
    }

    [Fact]
    public void The_samples_are_what_the_demo_writes()
    {
        using var folder = new ScratchFolder();
        DemoDay.WriteTo(folder.Path);
        Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "account.json")), File.ReadAllText(Account));
        var ours = Cli.Namesake("attribute", "--logs", Path.Combine(folder.Path, "trail"));
        Assert.Equal(Cli.Namesake("attribute", "--logs", Trail).Out, ours.Out);
    }

    [Fact]
    public void Completion_scripts_ask_the_program()
    {
        Assert.Contains("namesake \"[suggest:", Cli.Namesake("completion", "bash").Out, StringComparison.Ordinal);
        Assert.Contains("audit", Cli.Namesake("[suggest:10]", "namesake a").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_failure()
    {
        var result = Cli.Bash($"'{Cli.Launcher}' attribute --logs '{Trail}' | head -n 1", Repository.Root);
        Assert.DoesNotContain("Unhandled", result.Error, StringComparison.Ordinal);
        Assert.Single(result.JsonLines);
    }
}
