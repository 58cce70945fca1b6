using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>An audit says where to look, whom its examples are, and counts as people do.</summary>
public sealed class AuditPlacesTests
{
    private static readonly string Account = Path.Combine(Repository.Root, "samples", "account.json");
    private static readonly string OwnName = Path.Combine(Repository.Root, "samples", "policies", "own-name.json");

    [Fact]
    public void The_table_shows_line_and_column_and_the_file_where_there_are_several()
    {
        var one = Cli.Namesake("audit", Account).Out;
        Assert.Contains(" 207:33 ", one, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Account}:207:33", one, StringComparison.Ordinal);
        Assert.Contains($" {Account}:207:33 ", Cli.Namesake("audit", Account, OwnName).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_has_the_condition_that_lets_through()
    {
        var roles = Cli.Namesake("audit", Account, "--format", "json").Json.GetProperty("roles").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!, StringComparer.Ordinal);
        var condition = roles["DataScience"].GetProperty("condition");
        Assert.Equal(Account, condition.GetProperty("file").GetString());
        Assert.Equal((178, 33), (condition.GetProperty("line").GetInt32(), condition.GetProperty("column").GetInt32()));
        Assert.Equal("StringLike", condition.GetProperty("operator").GetString());
        Assert.Equal("sts:RoleSessionName", condition.GetProperty("key").GetString());
        Assert.Equal("${aws:username}-*", condition.GetProperty("values")[0].GetString());
        Assert.Equal(JsonValueKind.Null, roles["SupportAccess"].GetProperty("condition").ValueKind);
    }

    [Fact]
    public void Witnesses_bear_names_of_users_that_exist()
    {
        using var folder = new ScratchFolder();
        var text = File.ReadAllText(Account).Replace("user/alice", "user/zoe", StringComparison.Ordinal).Replace("\"UserName\": \"alice\"", "\"UserName\": \"zoe\"", StringComparison.Ordinal);
        Assert.Contains("user zoe of 111122223333", Cli.Namesake("audit", folder.Write("account.json", text)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void One_is_no_plural()
    {
        Assert.Contains("1 role: 1 attributable", Cli.Namesake("audit", OwnName).Out, StringComparison.Ordinal);
        using var folder = new ScratchFolder();
        var log = folder.Write("log.json", """{"eventID":"e1","eventTime":"2025-03-03T00:00:00Z","eventName":"X","eventSource":"s3.amazonaws.com","userIdentity":{"type":"IAMUser","userName":"alice"}}""");
        Assert.Contains("1 file, 1 event read", Cli.Namesake("attribute", "--logs", log).Error, StringComparison.Ordinal);
        Assert.Contains("(1 file, 1 event)", Cli.Namesake("who", "nobody", "--logs", log).Error, StringComparison.Ordinal);
    }
}
