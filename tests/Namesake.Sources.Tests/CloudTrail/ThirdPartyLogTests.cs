using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sources.CloudTrail;
using Namesake.Tests;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Logs that nobody on this project wrote: every event that a plain reading finds is read.</summary>
public sealed class ThirdPartyLogTests
{
    [Fact]
    public async Task Every_event_of_the_real_logs_is_read()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var files = Directory.GetFiles(Repository.ThirdParty("cloudtrail"), "*.json", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "truth.json").ToList();
        var total = 0;
        foreach (var file in files)
        {
            var expected = Plainly(await File.ReadAllTextAsync(file, cancellation));
            var read = await TrailReader.Read([file], (in _) => true, null, cancellation);
            Assert.Equal(expected, [.. read.Trail.Events.Select(e => e.Id.ToString()).Order(StringComparer.Ordinal)]);
            if (expected.Count > 0) Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Severity.Error);
            total += expected.Count;
        }
        Assert.InRange(total, 3_000, int.MaxValue);
    }

    /// <summary>All objects with an id and a name, by a document read whole.</summary>
    private static List<string> Plainly(string text)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            using var whole = JsonDocument.Parse(text);
            Collect(whole.RootElement, ids);
        }
        catch (JsonException)
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var one = JsonDocument.Parse(line);
                Collect(one.RootElement, ids);
            }
        }
        return [.. ids];
    }

    private static void Collect(JsonElement element, SortedSet<string> ids)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) Collect(item, ids);
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("eventID", out var id) && element.TryGetProperty("eventName", out _)) ids.Add(id.GetString()!);
            else if (element.TryGetProperty("Records", out var records)) Collect(records, ids);
        }
    }
}
