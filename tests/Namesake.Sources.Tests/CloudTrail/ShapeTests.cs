using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>The same events read the same in every shape that semantics.md names.</summary>
public sealed class ShapeTests
{
    private static readonly List<string> Events = Samples.Events(18);
    private static readonly Log Expected = Log.Of(string.Join('\n', Events));

    public static TheoryData<string> Names { get; } = [.. Shapes.All.Keys];

    [Fact]
    public void The_samples_read_as_they_are_written()
    {
        Assert.Equal(18, Expected.Events.Length);
        Assert.Equal(3, Expected.Part.Issued.Count);
        Assert.Equal(3, Expected.Part.Grants.Count);
        var issued = Expected.Part.Issued[0];
        Assert.Equal((Samples.Key(0), "AROAEXAMPLE:alice", "alice", "alice@example.com"), (issued.AccessKeyId, issued.PrincipalId, issued.SessionName, issued.SourceIdentity));
        Assert.Equal(("alice", Samples.Id(5001)), (issued.Caller.UserName, issued.SharedEventId));
        Assert.Equal("arn:aws:signin:us-east-1:111122223333:session/3", Expected.Part.Grants[0].MintedSession);
        Assert.True(Expected.Part.Grants[0].IsAgent);
        Assert.Equal(new DateTimeOffset(2025, 3, 3, 10, 0, 2, TimeSpan.Zero).ToUnixTimeMilliseconds(), Expected.Events[2].Time);
        Assert.True(Expected.Events[2].FromConsole);
        Assert.Equal("AccessDenied", Expected.Events[4].ErrorCode);
        Assert.Equal("Zoë-é-😀-😀", Expected.Events[5].Identity.SessionName);
        Assert.Equal("AROA:Zoë", Expected.Events[5].Identity.PrincipalId);
        Assert.Equal(new DateTimeOffset(2025, 3, 3, 9, 59, 59, TimeSpan.Zero).ToUnixTimeMilliseconds(), Expected.Events[0].Identity.CreationDate);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shape_reads_to_the_same_trail_and_says_nothing(string shape)
    {
        var log = Log.Of(Shapes.Write(shape, Events));
        Assert.Empty(log.Said);
        Assert.Equal(Expected.Facts, log.Facts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shape_may_be_compressed_and_begin_with_a_byte_order_mark(string shape)
    {
        var log = Log.Of(Log.Gzip(Shapes.Write(shape, Events, mark: true)));
        Assert.Empty(log.Said);
        Assert.Equal(Expected.Facts, log.Facts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_single_event_reads_in_every_shape(string shape)
    {
        var log = Log.Of(Shapes.Write(shape, [Samples.Event(1)]));
        Assert.Empty(log.Said);
        Assert.Equal(Log.Of(Samples.Event(1)).Facts, log.Facts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_window_of_any_size_reads_the_same(string shape)
    {
        var events = Samples.Events(6);
        var (bytes, facts) = (Shapes.Write(shape, events), Log.Of(string.Join('\n', events)).Facts);
        for (var size = 4; size < 200; size = size < 40 ? size + 1 : size + 23)
        {
            var log = Log.Of(bytes, Log.Tiny(size));
            Assert.Empty(log.Said);
            Assert.Equal(facts, log.Facts);
        }
    }

    [Fact]
    public void A_gzip_file_of_several_members_is_read_to_its_end()
    {
        byte[] bytes = [.. Log.Gzip($"{Samples.Event(0)}\n"), .. Log.Gzip($"{Samples.Event(1)}\n"), .. Log.Gzip(Samples.Event(2))];
        var log = Log.Of(bytes);
        Assert.Empty(log.Said);
        Assert.Equal([Samples.Id(0), Samples.Id(1), Samples.Id(2)], log.Ids);
    }

    [Theory]
    [InlineData("""{"Records":[]}""")]
    [InlineData("""{"Events":[]}""")]
    [InlineData("[]")]
    public void A_list_without_events_is_no_fault(string text) => Assert.Empty(Log.Of(text).Said);

    [Fact]
    public void White_space_of_any_length_may_stand_between_events()
    {
        var blank = new string('\n', 5_000);
        var log = Log.Of($"{blank}{Samples.Event(0)}{blank}{Samples.Event(1)}{blank}", new ReadingLimits(64, 2_048));
        Assert.Empty(log.Said);
        Assert.Equal(2, log.Events.Length);
    }
}
