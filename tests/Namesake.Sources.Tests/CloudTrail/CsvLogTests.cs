using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>The CSV files that CloudTrail Lake saves.</summary>
public sealed class CsvLogTests
{
    private static string Cell(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [Fact]
    public void Quoted_cells_may_hold_commas_quotes_and_lines_in_any_column()
    {
        var text = $"a,eventjson,\"b\"\r\n\"x,\n\"\"y\",{Cell(Samples.Event(0))},5\" disk\r\n\r\n,{Cell(Samples.Event(5))},\n";
        for (var window = 4; window < 80; window++)
        {
            var log = Log.Of(text, Log.Tiny(window));
            Assert.Empty(log.Said);
            Assert.Equal([Samples.Id(0), Samples.Id(5)], log.Ids);
        }
    }

    [Fact]
    public void Rows_without_an_event_are_told_with_the_first_ones_line()
    {
        var log = Log.Of($"id,eventJson\n1,{Cell(Samples.Event(0))}\n\"2\n\",{Cell("{\"eventID\":")}\n3\n4,\n5,text\n6,{Cell(Samples.Event(1))}");
        Assert.Equal([Samples.Id(0), Samples.Id(1)], log.Ids);
        Assert.Equal(["broken-content 3:1", "foreign-objects 6:1"], log.Said);
        Assert.StartsWith("2 records", log.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("2 JSON", log.Diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_cut_is_told_with_its_line()
    {
        var log = Log.Of($"eventJson\n{Cell(Samples.Event(0))}\n{Cell(Samples.Event(1))[..^10]}");
        Assert.Equal([Samples.Id(0)], log.Ids);
        Assert.Equal(["truncated-file 3:1"], log.Said);
    }

    [Fact]
    public void A_cell_over_the_limit_is_passed_over_and_told()
    {
        var text = $"eventJson,x\n{Cell(Samples.Event(0))},\n{Cell($"{{\"a\":\"{new string('x', 9_000)}\"}}")},\n{Cell(Samples.Event(1))},{new string('y', 50_000)}\n";
        var log = Log.Of(text, new ReadingLimits(100, 4_000));
        Assert.Equal([Samples.Id(0), Samples.Id(1)], log.Ids);
        Assert.Equal(["record-too-large 3:1"], log.Said);
    }

    [Fact]
    public void A_header_that_only_seems_to_name_the_column_is_no_log()
    {
        var log = Log.Of("\"a,eventJson,b\"\n1\n", named: false);
        Assert.Equal(["no-event-column 1:1"], log.Said);
        Assert.Equal(Severity.Note, log.Diagnostics[0].Severity);
    }

    [Fact]
    public void A_header_alone_is_an_answer_without_rows() => Assert.Empty(Log.Of("eventID,eventJson\n").Said);
}
