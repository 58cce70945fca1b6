using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>Rules and exemptions, as a user runs them.</summary>
public sealed class RulesTests : IDisposable
{
    private const string Open = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";
    private const string Forced = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Samples(params string[] names) => Path.Combine([Repository.Root, "samples", .. names]);

    private string Roles(params (string Name, string Policy)[] roles) => _folder.Write("roles.json",
        $$"""{"Roles":[{{string.Join(',', roles.Select(r => $$"""{"Arn":"arn:aws:iam::111122223333:role/{{r.Name}}","RoleName":"{{r.Name}}","Path":"/","AssumeRolePolicyDocument":{{r.Policy}}}"""))}}]}""");

    private string Exemptions(string pattern, string expires) => _folder.Write("exemptions.yaml", $"- pattern: '{pattern}'\n  reason: being moved\n  owner: platform team\n  expires: {expires}\n");

    [Fact]
    public void An_audit_shows_findings_and_an_exemption_takes_them_away()
    {
        var roles = Roles(("Dev", Open));
        var plain = Cli.Namesake("audit", roles, "--format", "json");
        Assert.Equal((1, "role-forgeable"), (plain.ExitCode, plain.Json.GetProperty("findings")[0].GetProperty("code").GetString()));
        var exempt = Cli.Namesake("audit", roles, "--format", "json", "--exemptions", Exemptions("De*", "2099-12-31"));
        Assert.Equal(0, exempt.ExitCode);
        Assert.Equal(0, exempt.Json.GetProperty("findings").GetArrayLength());
        var role = exempt.Json.GetProperty("roles")[0];
        Assert.Equal(("exempt", "forgeable", "platform team"), (role.GetProperty("verdict").GetString(), role.GetProperty("exemption").GetProperty("without").GetString(), role.GetProperty("exemption").GetProperty("owner").GetString()));
        Assert.Contains("exempt until 2099-12-31 by platform team: being moved", Cli.Namesake("audit", roles, "--exemptions", Exemptions("De*", "2099-12-31")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_exemption_is_a_finding_and_one_without_a_role_is_a_note()
    {
        var roles = Roles(("Dev", Forced));
        var expired = Cli.Namesake("audit", roles, "--exemptions", Exemptions("Dev", "2020-01-01"));
        Assert.Equal(1, expired.ExitCode);
        Assert.Contains("expired-exemption", expired.Out, StringComparison.Ordinal);
        var idle = Cli.Namesake("audit", roles, "--exemptions", Exemptions("Prod", "2099-12-31"));
        Assert.Equal(0, idle.ExitCode);
        Assert.Contains("note exemption-without-role", idle.Error, StringComparison.Ordinal);
        var bad = Cli.Namesake("audit", roles, "--exemptions", Exemptions("Dev", "soon"));
        Assert.Equal((2, ""), (bad.ExitCode, bad.Out));
        Assert.Contains("exemptions.yaml:4:12: error bad-exemptions", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_custom_rule_finds_the_roles_that_do_not_demand_names()
    {
        var roles = Roles(("Dev", Open), ("Good", Forced), ("Machine", Open.Replace("\"AWS\":\"111122223333\"", "\"Service\":\"ec2.amazonaws.com\"", StringComparison.Ordinal)));
        var result = Cli.Namesake("audit", roles, "--rules", Samples("rules"), "--format", "json");
        Assert.Equal(1, result.ExitCode);
        var own = Assert.Single(result.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "user-names-not-demanded");
        Assert.Equal("Dev lets IAM users in without demanding sts:RoleSessionName = ${aws:username}", own.GetProperty("message").GetString());
        Assert.Contains("user-names-not-demanded", Cli.Namesake("audit", roles, "--rules", Samples("rules")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_listed_checked_and_tested()
    {
        var list = Cli.Namesake("rules", "list", "--rules", Samples("rules"), "--format", "json");
        Assert.True(list.ExitCode == 0 && list.Json.GetProperty("rules").GetArrayLength() > 20);
        Assert.Equal(0, Cli.Namesake("rules", "check", Samples("rules")).ExitCode);
        var test = Cli.Namesake("rules", "test", Samples("rules"));
        Assert.Equal((0, ""), (test.ExitCode, test.Out));
        Assert.Contains("all as they say", test.Error, StringComparison.Ordinal);
        var wrong = _folder.Write("wrong.yaml", "- code: mine\n  over: role\n  severity: high\n  when: verdict == 'closed'\n  message: m\n  examples:\n    - found: true\n      record: {verdict: forgeable}\n");
        var failed = Cli.Namesake("rules", "test", wrong);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("it is not found, and should be", failed.Out, StringComparison.Ordinal);
        var bad = _folder.Write("bad.yaml", "- code: mine\n  over: role\n  severity: high\n  when: verdict ==\n  message: m\n");
        Assert.Equal(1, Cli.Namesake("rules", "check", bad).ExitCode);
        Assert.Equal(2, Cli.Namesake("rules", "test", bad).ExitCode);
        Assert.Contains("bad.yaml:4:9: error bad-condition", Cli.Namesake("audit", Roles(("Dev", Open)), "--rules", bad).Error, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Namesake("rules", "check", "no-such-file.yaml").ExitCode);
    }

    [Fact]
    public void Findings_of_a_ledger_are_those_of_its_sessions_events_and_policies()
    {
        var ledger = Path.Combine(_folder.Path, "ledger");
        var missing = Cli.Namesake("findings", "--ledger", ledger);
        Assert.Equal((2, ""), (missing.ExitCode, missing.Out));
        Assert.Equal(0, Cli.Namesake("import", Samples("trail"), "--ledger", ledger).ExitCode);
        var rules = _folder.Write("own.yaml", "- {code: any-event, over: event, severity: low, when: eventId, message: '{{eventName}} by {{sessionName}}'}\n- {code: any-session, over: session, severity: low, when: events > `0`, message: '{{person}}'}\n");
        var result = Cli.Namesake("findings", "--ledger", ledger, "--rules", rules, "--format", "json");
        Assert.Equal(1, result.ExitCode);
        var codes = result.Json.GetProperty("findings").EnumerateArray().CountBy(f => f.GetProperty("code").GetString()!).ToDictionary();
        Assert.True(codes["second-hand-name"] >= 1);
        Assert.Equal(Cli.Namesake("attribute", "--ledger", ledger).JsonLines.Count, codes["any-event"]);
        Assert.True(codes["any-session"] > 1);
        var later = Cli.Namesake("findings", "--ledger", ledger, "--since", "2030-01-01");
        Assert.Equal(0, later.ExitCode);
    }

    [Fact]
    public void A_change_of_policy_that_lost_attribution_is_told_with_who_made_it()
    {
        var ledger = Path.Combine(_folder.Path, "ledger");
        string Event(string id, string time, string name, string policy) =>
            $$"""{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDAMALLORY","arn":"arn:aws:iam::111122223333:user/mallory","accountId":"111122223333","userName":"mallory","accessKeyId":"AKIAMALLORY"},"eventTime":"{{time}}","eventSource":"iam.amazonaws.com","eventName":"{{name}}","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.1","requestParameters":{"roleName":"Dev","{{(name == "CreateRole" ? "assumeRolePolicyDocument" : "policyDocument")}}":{{System.Text.Json.JsonSerializer.Serialize(policy)}}},"responseElements":null,"eventID":"{{id}}","eventType":"AwsApiCall","recipientAccountId":"111122223333"}""";
        var log = _folder.Write("log.json", $$"""{"Records":[{{Event("11111111-1111-1111-1111-111111111111", "2025-03-01T00:00:00Z", "CreateRole", Forced)}},{{Event("22222222-2222-2222-2222-222222222222", "2025-03-02T00:00:00Z", "UpdateAssumeRolePolicy", Open)}}]}""");
        Assert.Equal(0, Cli.Namesake("import", log, "--ledger", ledger).ExitCode);
        var result = Cli.Namesake("findings", "--ledger", ledger, "--format", "json");
        var finding = Assert.Single(result.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "policy-lost-attribution");
        Assert.Equal("arn:aws:iam::111122223333:role/Dev", finding.GetProperty("subject").GetString());
        Assert.Contains("UpdateAssumeRolePolicy by mallory (2025-03-02T00:00:00Z, 22222222", finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Cli.Namesake("findings", "--ledger", ledger, "--exemptions", Exemptions("Dev", "2099-12-31")).ExitCode);
        Assert.Equal(0, Cli.Namesake("findings", "--ledger", ledger, "--until", "2025-03-01").ExitCode);
    }
}
