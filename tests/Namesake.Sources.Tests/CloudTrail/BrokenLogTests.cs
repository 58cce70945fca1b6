using System.Text;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Broken and cut files: what can be read is read, what cannot is told with its place.</summary>
public sealed class BrokenLogTests
{
    private static string[] Ids(params int[] numbers) => [.. numbers.Select(Samples.Id)];

    [Theory]
    [InlineData("{\"eventID\":\"x\",,}")]
    [InlineData("{broken")]
    [InlineData("{\"eventID\":\"x\"")]
    [InlineData("{\"eventID\":\"x")]
    [InlineData("{\"eventID\":")]
    [InlineData("{\"a\":[")]
    [InlineData("not JSON at all")]
    [InlineData("}")]
    [InlineData("{\"a\":tru}")]
    public void One_broken_line_is_passed_over_with_its_number_and_the_rest_read(string broken)
    {
        var text = $"{Samples.Event(0)}\n{Samples.Event(1)}\n{broken}\n{Samples.Event(2)}\n{Samples.Event(3)}\n";
        foreach (var window in (int[])[5, 64, 1_000, 1 << 20])
        {
            var log = Log.Of(text, Log.Tiny(window));
            Assert.Equal(Ids(0, 1, 2, 3), log.Ids);
            Assert.Equal(["broken-json 3:1"], log.Said);
            Assert.Contains("read on in the next line", log.Diagnostics[0].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_broken_line_may_be_longer_than_the_window_and_end_where_it_ends()
    {
        for (var length = 0; length < 200; length++)
        {
            var log = Log.Of($"{{broken{new string('x', length)}\n{Samples.Event(0)}\n", Log.Tiny(64));
            Assert.Equal(Ids(0), log.Ids);
            Assert.Equal(["broken-json 1:1"], log.Said);
        }
    }

    [Fact]
    public void A_cut_line_before_the_last_does_not_swallow_the_last()
    {
        var log = Log.Of($"{Samples.Event(0)}\n{{\"eventID\":\n{Samples.Event(1)}");
        Assert.Equal(Ids(0, 1), log.Ids);
        Assert.Equal(["truncated-file 2:1"], log.Said);
    }

    [Fact]
    public void The_first_line_may_be_the_broken_one()
    {
        var log = Log.Of($"{{x\r\n{Samples.Event(0)}\r\n");
        Assert.Equal(Ids(0), log.Ids);
        Assert.Equal(["broken-json 1:1"], log.Said);
    }

    [Fact]
    public void Many_broken_lines_are_told_ten_times_and_summed()
    {
        var text = string.Concat(Enumerable.Range(0, 50).Select(i => $"{Samples.Event(i)}\n{{broken\n"));
        var log = Log.Of(text);
        Assert.Equal(50, log.Events.Length);
        Assert.Equal([.. Enumerable.Range(1, 10).Select(i => $"broken-json {2 * i}:1"), "broken-json 1:1"], log.Said);
        Assert.StartsWith("40 more", log.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_mostly_broken_is_given_up_and_said_to_be()
    {
        var log = Log.Of($"{Samples.Event(0)}\n{string.Concat(Enumerable.Repeat("{x\n", 3_000_000))}{Samples.Event(1)}");
        Assert.Equal(Ids(0), log.Ids);
        Assert.All(log.Diagnostics, d => Assert.Equal("broken-json", d.Code));
        Assert.Contains(log.Diagnostics, d => d.Message.StartsWith("991 more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_record_of_a_delivery_keeps_what_came_before_and_says_where_it_is()
    {
        var log = Log.Of($$"""{"Records":[{{Samples.Event(0)}},{{Samples.Event(1)}},{"a":1]]}""");
        Assert.Equal(Ids(0, 1), log.Ids);
        Assert.Equal([$"broken-json 1:{$$"""{"Records":[{{Samples.Event(0)}},{{Samples.Event(1)}},{""".Length}"], log.Said);
        Assert.Contains("not read from here on", log.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_counts_characters_not_bytes_wherever_the_window_ends()
    {
        var odd = Samples.Event(5);
        var text = $"[\n{odd},{{]";
        foreach (var window in (int[])[7, 50, 333, 1 << 20]) Assert.Equal([$"broken-json 2:{odd.Length + 2}"], Log.Of(text, Log.Tiny(window)).Said);
    }

    [Fact]
    public void An_array_with_an_event_on_each_line_is_read_past_a_broken_one()
    {
        var log = Log.Of($"[\n{Samples.Event(0)},\n{{oops}},\n{Samples.Event(1)},\n{Samples.Event(2)}\n]\n");
        Assert.Equal(Ids(0, 1, 2), log.Ids);
        Assert.Equal(["broken-json 3:1"], log.Said);
    }

    [Fact]
    public void Deliveries_on_lines_of_their_own_are_read_past_a_broken_one()
    {
        var log = Log.Of($$"""
            {"Records":[{{Samples.Event(0)}}]}
            {"Records":[{{Samples.Event(1)}},{"eventID":"x",
            {"Records":[{{Samples.Event(2)}}]}
            """);
        Assert.Equal(Ids(0, 1, 2), log.Ids);
        Assert.Equal("broken-json", Assert.Single(log.Diagnostics).Code);
        Assert.Equal(2, log.Diagnostics[0].Place!.Line);
    }

    [Fact]
    public void The_inside_of_a_broken_indented_record_is_not_taken_for_records()
    {
        var indented = Encoding.UTF8.GetString(Shapes.Write("array, indented", Samples.Events(3)));
        var log = Log.Of(indented.Replace("\"eventSource\": \"ec2", "\"eventSource\"! \"ec2", StringComparison.Ordinal));
        Assert.Equal(Ids(0, 1), log.Ids);
        Assert.Equal("broken-json", Assert.Single(log.Diagnostics).Code);
    }

    [Fact]
    public void Deep_nesting_that_is_never_closed_is_told_and_loses_no_event()
    {
        var deep = new string('[', 5_000);
        var log = Log.Of($"{Samples.Event(0)}\n{{\"a\":{deep}\n{Samples.Event(1)}\n{deep}\n{Samples.Event(2)}\n");
        Assert.Equal(Ids(0, 1, 2), log.Ids);
        Assert.Equal(["broken-json", "truncated-file"], log.Said.Select(s => s.Split(' ')[0]));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Deep_parameters_and_identities_lose_no_event(int depth)
    {
        var deep = $"{new string('[', depth)}{new string(']', depth)}";
        var e = Samples.Event(1).Replace("\"roleArn\"", $"\"deep\":{deep},\"roleArn\"", StringComparison.Ordinal).Replace("\"type\":\"IAMUser\"", $"\"type\":\"IAMUser\",\"x\":{deep}", StringComparison.Ordinal);
        var log = Log.Of($"{e}\n{Samples.Event(2)}");
        Assert.Empty(log.Said);
        Assert.Equal(Ids(1, 2), log.Ids);
        Assert.Equal("alice", Assert.Single(log.Part.Issued).Caller.UserName);
    }

    [Fact]
    public void A_file_cut_anywhere_keeps_every_whole_event_and_says_that_it_is_cut()
    {
        var events = Samples.Events(3);
        foreach (var shape in (string[])["delivery", "array", "JSON lines"])
        {
            var bytes = Shapes.Write(shape, events);
            var ends = events.Select(e => Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(bytes).Split(e)[0] + e)).ToList();
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                var log = Log.Of(bytes[..cut], Log.Tiny(cut % 7 == 0 ? 100 : 100_000));
                Assert.Equal(ends.Count(e => e <= cut), log.Events.Length);
                if (shape == "JSON lines" && ends.Exists(e => cut == e || cut == e + 1)) Assert.Empty(log.Said);
                else Assert.Equal("truncated-file", Assert.Single(log.Diagnostics).Code);
            }
        }
    }

    [Fact]
    public void The_place_of_a_cut_record_is_where_it_begins()
    {
        Assert.Equal(["truncated-file 2:1"], Log.Of($"{Samples.Event(0)}\n{Samples.Event(1)[..^1]}").Said);
        Assert.Equal(["truncated-file 1:15"], Log.Of($$"""{"Records": [ {{Samples.Event(0)[..50]}}""").Said);
    }

    [Fact]
    public void A_gzip_file_cut_anywhere_says_so()
    {
        var text = string.Concat(Samples.Events(12).Select(e => $"{e}\n"));
        var bytes = Log.Gzip(text);
        var facts = Log.Of(text).Ids;
        for (var cut = 2; cut < bytes.Length; cut++)
        {
            var log = Log.Of(bytes[..cut]);
            Assert.Contains(log.Diagnostics, d => d.Code == "bad-gzip");
            Assert.Subset(facts.ToHashSet(StringComparer.Ordinal), log.Ids.ToHashSet(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_gzip_file_cut_in_the_middle_keeps_what_came_before()
    {
        var bytes = Log.Gzip(string.Concat(Samples.Events(2_000).Select(e => $"{e}\n")));
        var log = Log.Of(bytes[..(bytes.Length / 2)]);
        Assert.InRange(log.Events.Length, 800, 1_200);
        var fault = Assert.Single(log.Diagnostics, d => d.Code == "bad-gzip");
        Assert.InRange(fault.Place!.Line, log.Events.Length + 1, log.Events.Length + 2);
    }

    [Fact]
    public void Something_behind_the_gzip_data_is_told()
    {
        var log = Log.Of([.. Log.Gzip(Samples.Event(0)), .. Encoding.UTF8.GetBytes(Samples.Event(1))]);
        Assert.Equal(Ids(0), log.Ids);
        Assert.Equal("bad-gzip", Assert.Single(log.Diagnostics).Code);
    }

    [Fact]
    public void A_damaged_gzip_file_is_told()
    {
        var bytes = Log.Gzip(string.Concat(Samples.Events(200).Select(e => $"{e}\n")));
        for (var at = 10; at < bytes.Length; at += 97)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x10;
            Assert.Contains(Log.Of(damaged).Diagnostics, d => d.Code == "bad-gzip");
        }
    }

    [Fact]
    public void Damage_costs_the_same_whether_or_not_a_file_can_be_read_again()
    {
        var bytes = Log.Gzip(string.Concat(Samples.Events(2_000).Select(e => $"{e}\n")));
        var most = 0;
        for (var at = 10; at < bytes.Length; at += 1_499)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x10;
            var (once, again) = (Log.Of(new PipedStream(damaged)), Log.Of(damaged));
            Assert.Equal(once.Everything, again.Everything);
            most = Math.Max(most, again.Events.Length);
        }
        // Less than the last step is lost, though a step may be as large as the file.
        Assert.InRange(most, 1_900, 2_000);
    }

    private sealed class PipedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    [Fact]
    public void A_read_that_fails_keeps_what_came_before()
    {
        var log = Log.Of(new FailingStream(Encoding.UTF8.GetBytes($"{Samples.Event(0)}\n{Samples.Event(1)}\n")));
        Assert.Equal(Ids(0, 1), log.Ids);
        Assert.Equal(["unreadable-file 3:1"], log.Said);
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("the disk is gone");
    }
}
