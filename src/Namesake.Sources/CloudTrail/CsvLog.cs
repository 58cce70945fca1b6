using System.Buffers;
using System.Text;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Reads the CSV files that CloudTrail Lake saves a query's results to: one column, eventJson, holds whole events. Quoting
/// is that of RFC 4180; only the cell that is being read is kept.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-download-cloudtrail-lake-query-results.html</remarks>
internal sealed class CsvLog(LogWindow window, RecordParser records, FileReport report, int largestCell)
{
    private const string EventColumn = "eventJson";

    /// <summary>The longest header that is looked at.</summary>
    private const int LongestHeader = 64 << 10;

    private readonly ArrayBufferWriter<byte> _cell = new();

    /// <summary>The number of the column that holds events; -1 until the header named it.</summary>
    private int _wanted = -1;

    private bool _inHeader = true;
    private int _column;
    private int _line;
    private int _rowLine;
    private Quoting _quoting;
    private bool _tooLarge;

    private enum Quoting
    {
        /// <summary>Before a cell's first byte.</summary>
        Start,
        Plain,
        Quoted,

        /// <summary>Behind a quote inside a quoted cell: its end, or, doubled, a quote.</summary>
        QuoteInside,
    }

    /// <summary>Whether the first line names the column of events.</summary>
    public static bool IsHeader(LogWindow window)
    {
        while (window.Text.IndexOf((byte)'\n') < 0 && window.Text.Length < LongestHeader && (window.Fill() || !window.Ended && window.Grow())) { }
        var end = window.Text.IndexOf((byte)'\n');
        var header = Encoding.UTF8.GetString(window.Text[..Math.Min(end < 0 ? window.Text.Length : end, LongestHeader)]);
        return header.Split(',').Any(IsEventColumn);
    }

    public void Read()
    {
        _line = _rowLine = window.PlaceOf(0).Line;
        do
        {
            foreach (var b in window.Text) Take(b);
            window.Discard(window.Text.Length);
        }
        while (window.Fill());
        if (_quoting == Quoting.Quoted) report.Add(Severity.Error, "truncated-file", "the file ends in the middle of this row: what came before is read", (_rowLine, 1));
        else if (_column > 0 || _quoting != Quoting.Start) EndRow();
    }

    private void Take(byte b)
    {
        if (b == '\n') _line++;
        if (_quoting == Quoting.Quoted)
        {
            if (b == '"') _quoting = Quoting.QuoteInside;
            else Keep(b);
        }
        else if (b == '"' && _quoting == Quoting.QuoteInside)
        {
            Keep(b);
            _quoting = Quoting.Quoted;
        }
        else if (b == '"' && _quoting == Quoting.Start) _quoting = Quoting.Quoted;
        else if (b == ',') EndCell();
        else if (b == '\n') EndRow();
        else if (b != '\r')
        {
            Keep(b);
            _quoting = Quoting.Plain;
        }
    }

    private void Keep(byte b)
    {
        if (!_inHeader && _column != _wanted) return;
        _tooLarge |= _cell.WrittenCount >= largestCell;
        if (_tooLarge) return;
        _cell.GetSpan(1)[0] = b;
        _cell.Advance(1);
    }

    private void EndCell()
    {
        if (_inHeader && _wanted < 0 && IsEventColumn(Encoding.UTF8.GetString(_cell.WrittenSpan))) _wanted = _column;
        else if (!_inHeader && _column == _wanted) ReadEvent(_cell.WrittenSpan);
        _cell.ResetWrittenCount();
        (_quoting, _tooLarge) = (Quoting.Start, false);
        _column++;
    }

    private void EndRow()
    {
        var blank = _column == 0 && _quoting == Quoting.Start;
        if (!blank) EndCell();
        // A row that ends before its event.
        if (!blank && !_inHeader && _column <= _wanted) Count(RecordKind.Broken);
        if (_inHeader && _wanted < 0) report.Add(report.File.ForeignSeverity, "no-event-column", $"the table has no column {EventColumn}, which alone holds whole events", (_rowLine, 1));
        (_inHeader, _column, _rowLine) = (false, 0, _line);
    }

    private void ReadEvent(ReadOnlySpan<byte> cell)
    {
        if (_tooLarge)
        {
            report.Add(Severity.Error, "record-too-large", $"a record of more than {largestCell} bytes is passed over", (_rowLine, 1));
            return;
        }
        var kind = JsonTokens.LooksLikeJson(cell) ? records.ReadContent(cell, Count, envelopes: 0) : ContentKind.Text;
        if (kind == ContentKind.Text) Count(RecordKind.Foreign);
        else if (kind == ContentKind.Broken) Count(RecordKind.Broken);
    }

    private void Count(RecordKind kind)
    {
        if (report.Count(kind)) report.Place(kind, (_rowLine, 1));
    }

    private static bool IsEventColumn(string name) => name.Trim(' ', '\r', '"').Equals(EventColumn, StringComparison.OrdinalIgnoreCase);
}
