using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Namesake.EndToEnd;

/// <summary>The verb <c>event</c>: from logs, from the source of a ledger's row, from what the ledger keeps.</summary>
public sealed class RawEventTests : IDisposable
{
    private const string Id = "0f0e0d0c-0000-4000-8000-00000000000a";
    private const string Secret = "IQoJb3JpZ2luX2VjE";

    private const string Json =
        $$"""{ "eventID" : "{{Id}}","eventTime":"2025-03-03T10:00:00Z","eventName":"AssumeRole","eventSource":"sts.amazonaws.com","userIdentity":{"type":"IAMUser","userName":"alice","note":"a \"b\" é\u00e9"},"responseElements":{"credentials":{"accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionToken":"{{Secret}}"} } }""";

    private static readonly string Shown = Json.Replace(Secret, "HIDDEN_DUE_TO_SECURITY_REASONS", StringComparison.Ordinal) + "\n";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Logs { get; } = new()
    {
        { "log.json", $$"""{"Records":[{"eventID":"x"},{{Json}}]}""" },
        { "log.jsonl", $"{{}}\n{Json}\n" },
        { "lake.csv", $"eventID,eventJson\n1,\"{Json.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n" },
        { "sqs.json", $$"""{"Messages":[{"Body":{{Text($$"""{"Type":"Notification","Message":{{Text($$"""{"detail-type":"AWS API Call via CloudTrail","detail":{{Json}} }""")}} }""")}} }]}""" },
        { "lookup.json", $$"""{"Events":[{"CloudTrailEvent":{{Text(Json)}} }]}""" },
    };

    [Theory]
    [MemberData(nameof(Logs))]
    public void An_event_is_printed_as_it_is_written_in_its_log_but_for_secrets(string name, string log)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, log);
        Import(path);
        AssertShown(Ask("--ledger", Ledger));
        AssertShown(Ask("--logs", _folder.Path));
    }

    [Fact]
    public void Compressed_logs_are_read_again_where_they_were_named_relative_to_another_folder()
    {
        var path = Path.Combine(_folder.Path, "log.json.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Json));
        Assert.Equal(0, Cli.Bash($"'{Cli.Launcher}' import log.json.gz --ledger '{Ledger}'", _folder.Path).ExitCode);
        AssertShown(Ask("--ledger", Ledger));
    }

    [Fact]
    public void A_source_that_changed_or_is_gone_is_said_to_be()
    {
        var path = _folder.Write("log.json", Json);
        Import(path);
        File.AppendAllText(path, "\n");
        AssertFailed(Ask("--ledger", Ledger), "has changed since it was imported");
        // Once it was imported anew, the ledger knows the file as it is.
        Import(path);
        AssertShown(Ask("--ledger", Ledger));
        File.Delete(path);
        AssertFailed(Ask("--ledger", Ledger), "is gone");
    }

    [Fact]
    public void What_came_from_standard_input_is_kept_or_cannot_be_had()
    {
        Assert.Equal(0, Cli.NamesakeWithInput(Encoding.UTF8.GetBytes(Json), "import", "-", "--ledger", Ledger).ExitCode);
        AssertFailed(Ask("--ledger", Ledger), "which cannot be read again");
        var other = Path.Combine(_folder.Path, "other");
        Assert.Equal(0, Cli.NamesakeWithInput(Encoding.UTF8.GetBytes(Json), "import", "-", "--keep-raw", "--ledger", other).ExitCode);
        AssertShown(Ask("--ledger", other));
    }

    [Fact]
    public void Kept_events_outlive_their_logs_and_hold_no_secret()
    {
        var path = _folder.Write("log.json", Json);
        Import(path, "--keep-raw");
        File.Delete(path);
        AssertShown(Ask("--ledger", Ledger));
        foreach (var file in Directory.GetFiles(Ledger)) Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)));
    }

    [Fact]
    public void An_event_that_nobody_has_exits_with_4_and_wrong_use_with_2()
    {
        var path = _folder.Write("log.json", Json);
        Import(path);
        foreach (var (option, source) in ((string, string)[])[("--ledger", Ledger), ("--logs", path)])
        {
            var result = Cli.Namesake("event", "ffffffff-0000-4000-8000-000000000000", option, source);
            Assert.Equal((4, ""), (result.ExitCode, result.Out));
        }
        foreach (var (option, source) in ((string, string)[])[("--ledger", path + "-none"), ("--logs", path + "-none")])
            Assert.Equal((2, ""), (Cli.Namesake("event", Id, option, source) is var r ? (r.ExitCode, r.Out) : default));
    }

    private string Ledger => Path.Combine(_folder.Path, "ledger");

    private static string Text(string value) => JsonSerializer.Serialize(value);

    private void Import(string log, params string[] more) => Assert.True(Cli.Namesake(["import", log, "--ledger", Ledger, .. more]).ExitCode is 0 or 4);

    // Ids are pasted in any case.
    private static CliResult Ask(string option, string source) => Cli.Namesake("event", Id.ToUpperInvariant(), option, source);

    private static void AssertShown(CliResult result)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(Shown, result.Out);
    }

    private static void AssertFailed(CliResult result, string why)
    {
        Assert.Equal((3, ""), (result.ExitCode, result.Out));
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.Contains("--keep-raw", result.Error, StringComparison.Ordinal);
    }
}
