using System.Text;
using System.Text.Json;
using Namesake.Tests;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Every record of tests/Corpus/odd-records.jsonl: read the same with tokens and without, and quickly where it is usual.</summary>
public sealed class OddRecordTests
{
    public static TheoryData<string> Cases { get; } = [.. File.ReadLines(Repository.Corpus("odd-records.jsonl"))];

    private static readonly string[][] Arrangements = [["{\"Records\":[", ",", "]}"], ["[\n", ",\n", "\n]"], ["", "\n", "\n"], ["", "", ""]];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_odd_record_is_read_as_its_tokens_are(string line)
    {
        foreach (var arrangement in Arrangements)
        {
            var bytes = Arranged(line, arrangement);
            foreach (var window in (int[])[9, 100, 1_501, 1 << 20])
                Assert.Equal(Log.Of(new MemoryStream(bytes), Log.Tiny(window), onlyTokens: true).Everything, Log.Of(bytes, Log.Tiny(window)).Everything);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_odd_record_as_text_in_an_envelope_is_read_as_its_tokens_are(string line)
    {
        if (IsLatin(line)) return;
        var text = Encoding.UTF8.GetString(Arranged(line, Arrangements[2]));
        var bytes = Encoding.UTF8.GetBytes($$"""{"Messages":[{"Body":{{JsonSerializer.Serialize(text)}}}]}""");
        Assert.Equal(Log.Of(new MemoryStream(bytes), onlyTokens: true).Everything, Log.Of(bytes).Everything);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_usual_record_needs_no_tokens(string line)
    {
        using var json = JsonDocument.Parse(line);
        var usual = json.RootElement.GetProperty("usual").GetBoolean();
        var read = Log.Of(Arranged(line, Arrangements[0])).Usual;
        // All but the first, which shows the reader of tokens where it is.
        if (usual) Assert.Equal(3, read);
        else Assert.InRange(read, 1, 2);
    }

    /// <summary>The record behind two others and before one.</summary>
    private static byte[] Arranged(string line, string[] arrangement)
    {
        var encoding = IsLatin(line) ? Encoding.Latin1 : Encoding.UTF8;
        string[] records = [Samples.Event(0), Samples.Event(1), Record(line), Samples.Event(3)];
        return encoding.GetBytes($"{arrangement[0]}{string.Join(arrangement[1], records)}{arrangement[2]}");
    }

    private static bool IsLatin(string line) => line.Contains("\"encoding\": \"latin1\"", StringComparison.Ordinal);

    private static string Record(string line)
    {
        using var json = JsonDocument.Parse(line);
        if (json.RootElement.TryGetProperty("record", out var record)) return record.GetString()!;
        var deep = json.RootElement.GetProperty("deep").GetInt32();
        return Samples.Event(6).Replace("\"requestParameters\":", $"\"requestParameters\":{new string('[', deep)}{new string(']', deep)},\"x\":", StringComparison.Ordinal);
    }
}
