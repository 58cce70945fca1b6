using Namesake.Policy.Model;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Tests.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Folders of logs.</summary>
public sealed class TrailReaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<ReadTrail> Read(params string[] inputs) => TrailReader.Read(inputs, (in _) => true, null, Stop);

    [Fact]
    public async Task One_folder_may_hold_any_mix_and_each_file_is_told_of_by_name()
    {
        using var folder = new Folder();
        folder.Write("a/b/ok.json.gz", Log.Gzip(Shapes.Write("delivery", Samples.Events(2))));
        folder.Write("lake.csv", Shapes.Write("Lake, CSV", Samples.Events(2, 2)));
        var broken = folder.Write("broken.json", $"{Samples.Event(4)}\n{{x\n");
        var cut = folder.Write("cut.json.gz", Log.Gzip(Samples.Event(5))[..^9]);
        var empty = folder.Write("empty.json", "");
        var foreign = folder.Write("README.md", "# Logs");
        var read = await Read(folder.Path);
        Assert.Equal(6, read.Files);
        Assert.Equal(5, read.Trail.Events.Count(e => string.CompareOrdinal(e.Id.ToString(), Samples.Id(4)) <= 0));
        Assert.Equal(
            [$"{foreign}:1:1 not-a-log Note", $"{broken}:2:1 broken-json Error", $"{empty}:1:1 empty-file Error"],
            (string[])[.. read.Diagnostics.Where(d => d.Place!.File != cut).Select(d => $"{d.Place} {d.Code} {d.Severity}").Order(StringComparer.Ordinal)]);
        Assert.Contains(read.Diagnostics, d => d.Code == "bad-gzip" && d.Place!.File == cut);
    }

    [Fact]
    public async Task An_event_delivered_twice_is_there_once()
    {
        using var folder = new Folder();
        folder.Write("1.json", Samples.Event(0));
        folder.Write("2.json", Shapes.Write("lookup-events", Samples.Events(2)));
        var read = await Read(folder.Path);
        Assert.Equal(2, read.Trail.Events.Count());
        Assert.Equal(3, read.Trail.Seen);
    }

    [Fact]
    public async Task Diagnostics_come_in_one_order_whatever_the_threads_do()
    {
        using var folder = new Folder();
        for (var i = 0; i < 40; i++) folder.Write($"{i:D2}.json", $"{{\"eventID\":\"x\",\"userIdentity\":{{}}}}\n{{x\n{Samples.Event(i)}\n{{y\n");
        var first = (await Read(folder.Path)).Diagnostics;
        Assert.Equal(120, first.Length);
        Assert.Equal(first.OrderBy(d => d.Place!.File, StringComparer.Ordinal).ThenBy(d => d.Place!.Line), first);
        for (var i = 0; i < 5; i++) Assert.Equal(first, (await Read(folder.Path)).Diagnostics);
    }

    [Fact]
    public async Task Progress_counts_files()
    {
        using var folder = new Folder();
        for (var i = 0; i < 5; i++) folder.Write($"{i}.json", Samples.Event(i));
        var told = new Told();
        await TrailReader.Read([folder.Path], (in _) => true, told, Stop);
        Assert.Equal([1, 2, 3, 4, 5], told.Numbers.Order());
    }

    [Fact]
    public async Task What_does_not_exist_is_an_error()
    {
        var read = await Read("/no/such/folder");
        Assert.Equal((Severity.Error, "no-such-input"), (Assert.Single(read.Diagnostics).Severity, read.Diagnostics[0].Code));
    }

    private sealed class Told : IProgress<int>
    {
        public System.Collections.Concurrent.ConcurrentBag<int> Numbers { get; } = [];

        public void Report(int value) => Numbers.Add(value);
    }
}
