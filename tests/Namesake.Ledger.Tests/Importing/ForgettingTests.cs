using Namesake.Ledger.Answering;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Tests.Importing;

/// <summary>What goes and what stays when a ledger forgets. The day begins anew at minute 1,440.</summary>
public sealed class ForgettingTests : IDisposable
{
    private const double Midnight = 1_440;
    private static readonly string Old = Id(1), Assumed = Id(2), Unused = Id(3), Late = Id(4), Kept = Id(5);

    private readonly TestLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void A_session_that_outlives_midnight_keeps_its_chain_and_all_else_of_the_day_before_is_gone()
    {
        ImportTwoDays();
        Assert.Equal(3, Forget(Midnight).Events);
        var answer = Answer(Kept);
        Assert.Equal((Evidence.Key, "alice", Assumed), (answer.Evidence, answer.Origin?.UserName, answer.Chain.Single().Id.ToString()));
        Assert.Empty(Find(Old));
        Assert.Empty(Find(Assumed));
        Assert.Equal([[Kept]], _ledger.Sql("SELECT event_id FROM events"));
        // The session of that morning, which nothing later was done with and nothing can be, is gone too.
        Assert.Equal([[Assumed, "alice"]], _ledger.Sql("SELECT event_id, person FROM credentials"));
        Assert.Equal(0, Count("{s}.addresses WHERE text LIKE '203.0.113.%'") + Count("{s}.issued WHERE address LIKE '203.0.113.%'") + Count("{s}.identities WHERE access_key = 'ASIAOLD'"));
    }

    [Fact]
    public void An_event_of_after_it_that_comes_later_still_finds_its_credential()
    {
        _ledger.Import(Trail.Assume("bob", "Deploy", "night", "ASIALATE", Midnight - 10, Id(6)), Trail.ByUser("bob", Midnight + 1, Id(7)));
        Forget(Midnight);
        _ledger.Import(Trail.BySession("Deploy", "night", "ASIALATE", Midnight + 2, Late, created: Midnight - 10));
        Assert.Equal((Evidence.Key, "bob"), (Answer(Late).Evidence, Answer(Late).Origin?.UserName));
    }

    [Fact]
    public void What_is_forgotten_does_not_come_back()
    {
        ImportTwoDays();
        Forget(Midnight);
        Assert.Equal(0, Forget(Midnight - 500).Events);
        ImportTwoDays();
        Assert.Equal([[Kept]], _ledger.Sql("SELECT event_id FROM events"));
        Assert.Equal([[Assumed]], _ledger.Sql("SELECT event_id FROM credentials").DistinctBy(r => r[0]));
    }

    [Fact]
    public void An_import_says_how_many_events_were_too_old()
    {
        ImportTwoDays();
        Forget(Midnight);
        using var import = LedgerImport.TryBegin(_ledger.Folder)!;
        var done = Commit(import, Trail.ByUser("carol", 3, Id(20)), Trail.ByUser("carol", 4, Id(21)), Trail.ByUser("carol", Midnight, Id(22)));
        Assert.Equal((3L, 1L, 2L), (done.Read, done.New, done.TooOld));
        Assert.Equal([[0L]], _ledger.Sql("SELECT count(*) FROM identities WHERE user_name = 'carol' AND events = 0"));
    }

    [Fact]
    public void What_nothing_refers_to_any_more_goes_with_a_later_forgetting()
    {
        ImportTwoDays();
        _ledger.Import(Trail.ByUser("carol", 3 * Midnight, Id(9)));
        Forget(Midnight);
        Forget(3 * Midnight);
        Assert.Equal([[0L, 1L]], _ledger.Sql("SELECT (SELECT count(*) FROM credentials), (SELECT count(*) FROM events)"));
        Assert.Equal([[1L]], _ledger.Sql("SELECT count(*) FROM identities"));
    }

    [Fact]
    public void Sources_that_were_read_whole_are_remembered()
    {
        ImportTwoDays();
        _ledger.Import(Trail.ByUser("carol", 5 * Midnight, Id(9)));
        Forget(5 * Midnight);
        using var import = LedgerImport.TryBegin(_ledger.Folder)!;
        Assert.True(import.Has("v1"));
    }

    [Fact]
    public void An_answer_that_a_later_segment_gave_anew_outlives_that_segment()
    {
        // The first segment has the action, the second its credential and nothing of after midnight.
        _ledger.Import(Trail.BySession("Support", "night", "ASIANIGHT", Midnight + 5, Kept, created: Midnight - 10));
        _ledger.Import(Trail.Assume("alice", "Support", "night", "ASIANIGHT", Midnight - 10, Assumed));
        Forget(Midnight);
        Assert.Equal("alice", Answer(Kept).Origin?.UserName);
        Assert.Equal("alice", _ledger.Sessions().Single().Person?.UserName);
    }

    [Fact]
    public void A_reader_goes_on_with_the_ledger_as_it_was()
    {
        ImportTwoDays();
        using var snapshot = Snapshot.Open(_ledger.Folder);
        Forget(Midnight);
        Assert.Single(new LedgerAnswers(snapshot).OfEvent(new EventId(Old)));
    }

    [Fact]
    public void The_files_shrink_with_what_is_forgotten()
    {
        var (events, user) = (100_000, new UserIdentity { Type = "IAMUser", UserName = "alice", AccessKeyId = "AKIAALICE" });
        using (var import = LedgerImport.TryBegin(_ledger.Folder)!)
        {
            var buffer = new FactBuffer(events, _ => Assert.Fail("too many events for a test"));
            buffer.Begin(new ImportedInput("made up", "v1"));
            var random = new CsCheck.PCG(3);
            for (var i = 0; i < events; i++)
            {
                var id = EventId.OfCanonical(new Guid((int)random.Next(), (short)i, (short)(i >> 16), BitConverter.GetBytes(random.Next64())));
                buffer.Part.Add(new TrailEvent { Id = id, Time = Trail.Time(i < events * 3 / 4 ? 10 : Midnight + 10) + i, Name = "Decrypt", Source = "kms.amazonaws.com", Identity = user });
            }
            import.Commit([buffer.Detach()]);
        }
        var before = Size();
        Assert.Equal(events * 3 / 4, Forget(Midnight).Events);
        Assert.InRange(Size(), 1, before / 2);
    }

    [Theory]
    [InlineData("2025-03-10T11:00:00Z", "2030-01-01T00:00:00Z", 2, "2025-03-08T00:00:00Z")]
    [InlineData("9999-01-01T00:00:00Z", "2025-03-10T11:00:00Z", 400, "2024-02-04T00:00:00Z")]
    [InlineData("1970-01-02T00:00:01Z", "2025-03-10T11:00:00Z", 3, "1969-12-30T00:00:00Z")]
    public void Days_are_counted_from_the_newest_event_and_from_none_of_the_future(string newest, string now, int days, string since) =>
        Assert.Equal(Time(since).ToUnixTimeMilliseconds(), Retention.KeptSince(Time(newest).ToUnixTimeMilliseconds(), Time(now), days));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Id(int number) => $"00000000-0000-4000-8000-{number:D12}";

    private void ImportTwoDays() => _ledger.Import(
        Trail.Assume("bob", "Deploy", "morning", "ASIAOLD", 10, Unused, address: "203.0.113.7"),
        Trail.BySession("Deploy", "morning", "ASIAOLD", 20, Old, address: "203.0.113.8"),
        Trail.Assume("alice", "Support", "night", "ASIANIGHT", Midnight - 10, Assumed),
        Trail.BySession("Support", "night", "ASIANIGHT", Midnight + 5, Kept, created: Midnight - 10));

    private Forgotten Forget(double minute)
    {
        using var import = LedgerImport.TryBegin(_ledger.Folder)!;
        return import.Forget(Trail.Time(minute));
    }

    private static Committed Commit(LedgerImport import, params string[] events)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $$"""{"Records":[{{string.Join(",", events)}}]}""");
            var buffer = new FactBuffer(1_000, _ => Assert.Fail("too many events for a test"));
            buffer.Begin(new ImportedInput(path, null));
            Assert.True(new Namesake.Sources.CloudTrail.PartReader(buffer.Part).Read(new Namesake.Sources.Files.DiskFile(path, Named: true), d => Assert.Fail(d.ToString())));
            return import.Commit([buffer.Detach()]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private IReadOnlyList<SessionAnswer> Find(string id)
    {
        using var snapshot = Snapshot.Open(_ledger.Folder);
        return new LedgerAnswers(snapshot).OfEvent(new EventId(id));
    }

    private Answer Answer(string id) => Find(id).Single().First.Answer;

    private long Size() => Directory.GetFiles(_ledger.Folder.Path).Sum(f => new FileInfo(f).Length);

    private long Count(string perSegment)
    {
        using var snapshot = Snapshot.Open(_ledger.Folder);
        return snapshot.Ask($"SELECT count(*) FROM {perSegment}", row => row.GetInt64(0)).Sum();
    }
}
