using System.Text;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Tests.Importing;

/// <summary>Raw events in the ledger: kept once, through merging and forgetting.</summary>
public sealed class KeptRawTests : IDisposable
{
    private const double Midnight = 1_440;

    private readonly TestLedger _ledger = new() { KeepsRaw = true };

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void Events_are_found_as_they_were_written()
    {
        var events = Enumerable.Range(0, 1_200).Select(Event).ToArray();
        _ledger.Import(events);
        for (var i = 0; i < events.Length; i += 7) Assert.Equal(events[i], Find(i));
        Assert.Null(Find(1_201));
        Assert.True(Blocks().Count > 1);
    }

    [Fact]
    public void Second_deliveries_are_not_kept_and_the_odd_id_is_found()
    {
        var odd = Trail.ByUser("alice", 3, "no guid");
        _ledger.Import(Event(1), Event(2), odd, Event(1));
        _ledger.Import(Event(1), Event(2), Event(3));
        Assert.Equal((Event(1), Event(2), Event(3)), (Find(1), Find(2), Find(3)));
        using var snapshot = Snapshot.Open(_ledger.Folder);
        Assert.Equal(odd, Encoding.UTF8.GetString(new KeptRawEvents(snapshot).Find(new EventId("no guid"))!));
        // The second block held two that were known: they are gone.
        Assert.Equal([0, 0, Event(3).Length], Blocks()[1].Open().Select(e => e.Length));
    }

    [Fact]
    public void Small_segments_put_together_keep_what_each_kept()
    {
        for (var i = 0; i < 16; i++) _ledger.Import(Event(2 * i), Event(2 * i + 1));
        Assert.Single(Manifest.Load(_ledger.Folder.Path).Segments);
        for (var i = 0; i < 32; i++) Assert.Equal(Event(i), Find(i));
    }

    [Fact]
    public void What_is_forgotten_is_gone_from_the_blocks_and_the_rest_is_found()
    {
        var later = Enumerable.Range(0, 100).Select(i => Trail.ByUser("bob", Midnight + i, Id(500 + i))).ToArray();
        _ledger.Import([.. later[..50], Trail.ByUser("mallory", 10, Id(1)), .. later[50..]]);
        using (var import = LedgerImport.TryBegin(_ledger.Folder)!) Assert.Equal(1, import.Forget(Trail.Time(Midnight)).Events);
        Assert.Null(Find(1));
        for (var i = 0; i < later.Length; i++) Assert.Equal(later[i], Find(500 + i));
        Assert.DoesNotContain(Blocks().SelectMany(b => b.Open()), e => Encoding.UTF8.GetString(e.Span).Contains("mallory", StringComparison.Ordinal));
        // Nor does it come with a delivery of both days.
        _ledger.Import(Trail.ByUser("mallory", 10, Id(1)), Trail.ByUser("bob", Midnight + 200, Id(900)));
        Assert.DoesNotContain(Blocks().SelectMany(b => b.Open()), e => Encoding.UTF8.GetString(e.Span).Contains("mallory", StringComparison.Ordinal));
        Assert.NotNull(Find(900));
    }

    [Fact]
    public void A_ledger_may_keep_some_raw_and_others_not()
    {
        using var ledger = new TestLedger();
        ledger.Import(Event(1));
        using (var import = LedgerImport.TryBegin(ledger.Folder)!)
        {
            var buffer = new FactBuffer(10, _ => Assert.Fail("too many events for a test"));
            buffer.Begin(new ImportedInput("made up", null));
            buffer.Part.Add(new TrailEvent { Id = new EventId(Id(2)), Time = Trail.Time(2), Name = "a", Source = "b", Identity = UserIdentity.None });
            buffer.Part.Add(new TrailEvent { Id = new EventId(Id(3)), Time = Trail.Time(3), Name = "a", Source = "b", Identity = UserIdentity.None });
            buffer.KeepRaw("{}"u8);
            import.Commit([buffer.Detach()]);
        }
        using var snapshot = Snapshot.Open(ledger.Folder);
        var kept = new KeptRawEvents(snapshot);
        Assert.Equal((null, null, "{}"), (kept.Find(new EventId(Id(1))), kept.Find(new EventId(Id(2))), Encoding.UTF8.GetString(kept.Find(new EventId(Id(3)))!)));
        Assert.Equal("made up", new EventSources(snapshot).Of(new EventId(Id(2))).Single().Name);
        Assert.Empty(new EventSources(snapshot).Of(new EventId(Id(4))));
    }

    private static string Event(int number) => Trail.ByUser("alice", number, Id(number));

    private static string Id(int number) => $"00000000-0000-4000-8000-{number:D12}";

    private string? Find(int number)
    {
        using var snapshot = Snapshot.Open(_ledger.Folder);
        return new KeptRawEvents(snapshot).Find(new EventId(Id(number))) is { } json ? Encoding.UTF8.GetString(json) : null;
    }

    private IReadOnlyList<RawBlock> Blocks()
    {
        using var snapshot = Snapshot.Open(_ledger.Folder);
        return snapshot.AskEach(snapshot.Segments.Where(s => s.HasRaw), $"SELECT {RawRow.Columns} FROM {{s}}.raw_blocks b ORDER BY b.first", RawRow.Read);
    }
}
