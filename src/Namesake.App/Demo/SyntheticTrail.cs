namespace Namesake.App.Demo;

/// <summary>
/// A made-up trail of one day, 3 March 2025, of any size, with the truth about it beside it. The same number of events and
/// the same seed give the same files.
/// </summary>
/// <param name="Events">How many records the log files hold, duplicates included; at least 1,000.</param>
/// <param name="Seed">Which of the trails of this size.</param>
public sealed record SyntheticTrail(int Events, ulong Seed)
{
    public const int Fewest = 1000;

    /// <summary>Writes the folder AWSLogs and truth.jsonl below <paramref name="directory"/>; progress is the number of events written.</summary>
    public void WriteTo(string directory, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        if (Events < Fewest)
            throw new InvalidOperationException($"A synthetic trail has at least {Fewest} events.");
        var plan = new EventPlanner(new World(Seed), Seed, Events).Plan();
        var files = Files(plan);
        var written = 0;
        Directory.CreateDirectory(directory);
        Parallel.For(
            0,
            files.Count,
            new ParallelOptions { CancellationToken = cancellation },
            () => (File: new TrailFile(), Records: new SyntheticRecords(plan)),
            (number, _, local) =>
            {
                Write(plan, files[number], local.File, local.Records, directory);
                progress?.Report(Interlocked.Add(ref written, files[number].Length));
                return local;
            },
            local => local.File.Dispose());
        cancellation.ThrowIfCancellationRequested();
        new TrailTruth(plan).WriteTo(Path.Combine(directory, "truth.jsonl"));
    }

    private static void Write(TrailPlan plan, in ReadOnlyMemory<SyntheticEvent> events, TrailFile file, SyntheticRecords records, string directory)
    {
        foreach (ref readonly var planned in events.Span)
            file.Add(records.Of(planned));
        var (place, slot) = (events.Span[0].Place, events.Span[0].Slot);
        var name = SplitMix64.At(plan.Seed, 0xA8_0000_0000_0000 + ((ulong)place << 20) + (ulong)slot);
        var (account, region) = plan.World.Places[place];
        var path = TrailFile.PathOf(account, region, (slot + 1) * plan.SlotLength, Mint.FileSuffix(ref name));
        file.WriteTo(Path.Combine(directory, path));
    }

    // The events of each file, in no order of time: by their ids, which are random.
    private static List<ReadOnlyMemory<SyntheticEvent>> Files(TrailPlan plan)
    {
        var keys = Array.ConvertAll(plan.Events, planned => (planned.Place, planned.Slot, plan.EventId(planned.Id)));
        Array.Sort(keys, plan.Events);
        var files = new List<ReadOnlyMemory<SyntheticEvent>>();
        var start = 0;
        for (var i = 1; i <= keys.Length; i++)
        {
            if (i < keys.Length && keys[i].Place == keys[start].Place && keys[i].Slot == keys[start].Slot)
                continue;
            files.Add(plan.Events.AsMemory(start, i - start));
            start = i;
        }

        return files;
    }
}
