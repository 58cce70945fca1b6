using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>Accounts that are read live, from the command line.</summary>
public sealed class LiveAuditTests : IClassFixture<AwsEmulator>
{
    private const string Management = "123456789012";

    private readonly AwsEmulator _emulator;

    public LiveAuditTests(AwsEmulator emulator) => _emulator = emulator;

    [Fact]
    public async Task An_organization_is_audited_account_by_account_as_its_files_would_be()
    {
        var (second, third) = await Organization();
        var live = _emulator.Namesake("audit", "--org", "--chains", "--format", "json");
        Assert.True(live.ExitCode == 1, live.Error);
        var roles = live.Json.GetProperty("roles").EnumerateArray().ToList();
        foreach (var account in (string[])[Management, second, third])
        {
            Assert.Equal("attributable", Verdict(account, "own-name"));
            Assert.Equal("forgeable", Verdict(account, "careless"));
        }
        Assert.Equal($"iam://{second}/role/careless", roles.Single(r => r.GetProperty("arn").GetString() == $"arn:aws:iam::{second}:role/careless").GetProperty("source").GetProperty("file").GetString());
        Assert.NotEmpty(live.Json.GetProperty("chains").EnumerateArray());

        string? Verdict(string account, string name) => roles.Single(r => r.GetProperty("arn").GetString() == $"arn:aws:iam::{account}:role/{name}").GetProperty("verdict").GetString();
    }

    [Fact]
    public async Task A_profile_is_read_and_recorded_as_of_now()
    {
        _emulator.Need();
        await _emulator.Role(Management, "recorded", OwnName(Management));
        using var folder = new ScratchFolder();
        var ledger = Path.Combine(folder.Path, "ledger");
        var run = Cli.NamesakeWith(Profile(folder), "audit", "--profile", "security", "--record", "--ledger", ledger);
        Assert.True(run.ExitCode is 0 or 1, run.Error);
        Assert.Contains("recorded as of", run.Error, StringComparison.Ordinal);
        Assert.Contains("recorded", run.Out, StringComparison.Ordinal);
        Assert.True(Directory.Exists(ledger));
    }

    [Theory]
    [InlineData("--profile", "other")]
    [InlineData("--profile", "through")]
    public async Task A_profile_outweighs_the_keys_of_the_environment(params string[] choice)
    {
        using var stub = new StubAws(new StubOrganization(2, 1).Answer);
        using var folder = new ScratchFolder();
        var config = folder.Write("config", $"[profile other]\naws_access_key_id = ASIA{StubOrganization.AccountOf(1)}\naws_secret_access_key = s\n[profile through]\nrole_arn = arn:aws:iam::{StubOrganization.AccountOf(1)}:role/x\nsource_profile = other\n");
        var variables = new Dictionary<string, string?>(Variables(stub.Endpoint), StringComparer.Ordinal) { ["AWS_CONFIG_FILE"] = config, ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder.Path, "none") };
        var run = await Task.Run(() => Cli.NamesakeWith(variables, ["audit", .. choice, "--format", "json"]));
        Assert.StartsWith($"arn:aws:iam::{StubOrganization.AccountOf(1)}:", Assert.Single(run.Json.GetProperty("roles").EnumerateArray()).GetProperty("arn").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_gone_through_and_its_account_is_read()
    {
        _emulator.Need();
        await _emulator.Role("210987654321", "elsewhere", OwnName("210987654321"));
        var run = _emulator.Namesake("audit", "--role-arn", "arn:aws:iam::210987654321:role/reader", "--format", "json");
        Assert.Equal("arn:aws:iam::210987654321:role/elsewhere", Assert.Single(run.Json.GetProperty("roles").EnumerateArray()).GetProperty("arn").GetString());
    }

    [Fact]
    public void Doctor_says_what_is_allowed_and_what_nobody_would_tell()
    {
        _emulator.Need();
        var run = _emulator.Namesake("doctor", "audit", "fix-apply", "--format", "json");
        var needs = run.Json.GetProperty("verbs").EnumerateArray().SelectMany(v => v.GetProperty("needs").EnumerateArray()).ToDictionary(n => n.GetProperty("action").GetString()!, n => n.GetProperty("state").GetString(), StringComparer.Ordinal);
        Assert.Equal(("allowed", "allowed", "not-known"), (needs["iam:GetAccountAuthorizationDetails"], needs["iam:GetRole"], needs["iam:UpdateAssumeRolePolicy"]));
        Assert.Equal(4, run.ExitCode);
    }

    [Fact]
    public void A_policy_is_printed_without_asking_anybody()
    {
        var run = Cli.NamesakeWith(new Dictionary<string, string?>(StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" }, "doctor", "--policy", "audit-org", "--org", "--org-role", "Reader");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("arn:aws:iam::*:role/Reader", run.Out, StringComparison.Ordinal);
        Assert.Equal("2012-10-17", run.Json.GetProperty("Version").GetString());
    }

    [Fact]
    public void Without_credentials_nothing_is_decided_and_one_sentence_says_so()
    {
        using var home = new ScratchFolder();
        var run = Cli.NamesakeWith(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["HOME"] = home.Path, ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_ACCESS_KEY_ID"] = null, ["AWS_SECRET_ACCESS_KEY"] = null, ["AWS_PROFILE"] = null,
            },
            "audit", "--live");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("error aws-credentials: no AWS credentials were found", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\naws_access_key_id\n=\nSECRET-LINE\n", "default", "has a line that is no section, property or comment")]
    [InlineData("[default]\n", "no-such", "check --profile or AWS_PROFILE")]
    public void Profiles_that_are_damaged_or_not_there_are_told_and_never_quoted(string file, string profile, string words)
    {
        using var home = new ScratchFolder();
        var path = Path.Combine(home.Path, "credentials");
        File.WriteAllText(path, file);
        var run = Cli.NamesakeWith(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["HOME"] = home.Path, ["AWS_SHARED_CREDENTIALS_FILE"] = path, ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_ACCESS_KEY_ID"] = null, ["AWS_SECRET_ACCESS_KEY"] = null,
            },
            "audit", "--profile", profile);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("error aws-credentials: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET-LINE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_several_accounts_says_which_role_is_whose()
    {
        using var stub = new StubAws(new StubOrganization(2, 1).Answer);
        var run = await Task.Run(() => Cli.NamesakeWith(Variables(stub.Endpoint), "audit", "--org"));
        var lines = run.Out.Split('\n');
        Assert.Matches("^Role +Account +Verdict", lines[0]);
        foreach (var number in (int[])[0, 1]) Assert.Contains(lines, l => l.Contains($" {StubOrganization.AccountOf(number)} ", StringComparison.Ordinal));
        var alone = await Task.Run(() => Cli.NamesakeWith(Variables(stub.Endpoint), "audit", "--live"));
        Assert.Matches("^Role +Verdict", alone.Out);
    }

    [Theory]
    [InlineData("audit", "samples/account.json", "--profile", "x")]
    [InlineData("audit", "--org", "--at", "2025-03-03", "--record")]
    [InlineData("audit", "--org-role", "x", "--live")]
    [InlineData("audit", "--role-arn", "nonsense")]
    [InlineData("audit", "--org", "--org-role", "a b")]
    [InlineData("doctor", "nonsense")]
    [InlineData("doctor", "--policy", "nonsense")]
    public void What_does_not_go_together_is_wrong_use(params string[] arguments)
    {
        var run = Cli.Namesake(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task One_account_that_refuses_is_a_diagnostic_and_not_a_failure()
    {
        using var stub = new StubAws(new StubOrganization(4, 3) { PageSize = 2, Otherwise = c => c.Operation == "AssumeRole" && c.Field("RoleArn")!.Contains(StubOrganization.AccountOf(2), StringComparison.Ordinal) ? StubAnswer.Error(403, "AccessDenied") : null }.Answer);
        var run = await Task.Run(() => Cli.NamesakeWith(Variables(stub.Endpoint), "audit", "--org", "--format", "json"));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(9, run.Json.GetProperty("roles").GetArrayLength());
        var told = Assert.Single(run.Json.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(("role-not-assumed", $"iam://{StubOrganization.AccountOf(2)}"), (told.GetProperty("code").GetString(), told.GetProperty("file").GetString()));
    }

    private async Task<(string Second, string Third)> Organization()
    {
        _emulator.Need();
        await _emulator.CallOrganizations("CreateOrganization", new { FeatureSet = "ALL" });
        string[] accounts = [await _emulator.Account("second"), await _emulator.Account("third")];
        foreach (var account in (string[])[Management, .. accounts])
        {
            await _emulator.Role(account, "own-name", OwnName(account));
            await _emulator.Role(account, "careless", StubOrganization.Trust(account, isForgeable: true));
        }
        return (accounts[0], accounts[1]);
    }

    private static string OwnName(string account) => StubOrganization.Trust(account, isForgeable: false);

    private Dictionary<string, string?> Profile(ScratchFolder folder)
    {
        var config = folder.Write("config", $"[profile security]\naws_access_key_id = test\naws_secret_access_key = test\nregion = eu-west-1\nendpoint_url = {_emulator.Endpoint}\n");
        return new(StringComparer.Ordinal) { ["AWS_CONFIG_FILE"] = config, ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder.Path, "none"), ["AWS_EC2_METADATA_DISABLED"] = "true" };
    }

    private static Dictionary<string, string?> Variables(string endpoint) => new(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL"] = endpoint, ["AWS_ACCESS_KEY_ID"] = "AKIASTUB", ["AWS_SECRET_ACCESS_KEY"] = "s", ["AWS_REGION"] = "us-east-1",
    };
}
