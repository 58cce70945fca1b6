using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Reads a log that is JSON: one value or many, lists of any length element by element. After something broken it reads
/// on with the next line that begins as a record does.
/// </summary>
internal sealed class JsonLog(LogWindow window, RecordParser records, FileReport report)
{
    /// <summary>So many broken lines are passed over one by one; then they must not outnumber the events, or the file is none.</summary>
    private const int PatienceForBroken = 1_000;

    /// <summary>The brackets and braces that are open around the next value: true for a list, false for an envelope's object.</summary>
    private readonly Stack<bool> _open = new();

    private JsonReaderState _state = new(RecordParser.Options);

    /// <summary>The depth at which a value that is too large ends; -1 when none is being passed over.</summary>
    private int _skipTo = -1;

    /// <summary>Where the record that is being read begins in the window.</summary>
    private int _record;

    private int _broken;

    /// <summary>Whether reading went on after a fault inside a list: its commas and closing brackets are then met outside of it.</summary>
    private bool _inPieces;

    public void Read()
    {
        while (true)
        {
            if (Drain() is { } fault)
            {
                if (!PassOver("broken-json", $"this record is not JSON: {fault}")) return;
            }
            else if (window.Ended)
            {
                if (!End()) return;
            }
            else if (!window.Fill() && !window.Ended && !window.Grow() && !PassLarge()) return;
        }
    }

    /// <summary>Reads what the window holds whole, and says what is wrong with what follows, if it can never be.</summary>
    private string? Drain()
    {
        while (DrainTokens(out var fault))
        {
            if (fault is not null) return fault;
            window.Discard(PassUsual());
        }
        return null;
    }

    /// <summary>Reads as tokens up to the end of a record; false where the window ends before.</summary>
    private bool DrainTokens(out string? fault)
    {
        var text = window.Text;
        // Never the final block: a value that the file's end cuts is then "not yet whole", not an exception.
        var reader = new Utf8JsonReader(text, isFinalBlock: false, _state);
        var (consumed, more) = (0, true);
        fault = null;
        try
        {
            do
            {
                more = Step(ref reader, text);
                if (!more) break;
                consumed = (int)reader.BytesConsumed;
                _state = reader.CurrentState;
            }
            while (!IsBehindRecord(ref reader));
        }
        catch (JsonException e)
        {
            fault = Short(e.Message);
        }
        window.Discard(consumed);
        return more;
    }

    /// <summary>Whether the next value is a record as the one that ended here.</summary>
    private bool IsBehindRecord(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.EndObject && _skipTo < 0 && (_open.Count == 0 || _open.Peek());

    /// <summary>
    /// Reads the usual events that follow. The state of the reader of tokens stays as it is: behind a record it is the same
    /// as behind the next.
    /// </summary>
    /// <returns>How many bytes they are, with what is between them.</returns>
    private int PassUsual()
    {
        var text = window.Text;
        var end = 0;
        while (true)
        {
            var at = JsonScan.Blank(text, end);
            if (_open.Count > 0)
            {
                if (at == text.Length || text[at] != ',') return end;
                at = JsonScan.Blank(text, at + 1);
            }
            at = records.ReadUsual(text, at, _open.Count);
            if (at < 0) return end;
            report.Count(RecordKind.Event);
            end = at;
        }
    }

    /// <summary>One record, bracket or property; false where the window ends inside it.</summary>
    private bool Step(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.Read()) return false;
        if (_skipTo >= 0)
        {
            if (reader.CurrentDepth == _skipTo && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) _skipTo = -1;
            return true;
        }
        _record = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadRecord(ref reader, text);
            case JsonTokenType.StartArray:
                _open.Push(true);
                return true;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                _open.Pop();
                return true;
            case JsonTokenType.PropertyName:
                return PassProperty(ref reader, text);
            default:
                records.ReadItem(ref reader, text, Count, _open.Count);
                return true;
        }
    }

    private bool ReadRecord(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var kind = records.Read(ref reader, text, listsApart: true, Count, _open.Count);
        if (kind == RecordKind.Cut) return false;
        if (kind == RecordKind.List)
        {
            _open.Push(false);
            _open.Push(true);
        }
        return true;
    }

    // The rest of an envelope after one of its lists: another list, an event, or something of no interest.
    private bool PassProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var field = EventFields.Of(JsonTokens.NameBytes(ref reader));
        if (!reader.Read()) return false;
        if (field == Field.List && reader.TokenType == JsonTokenType.StartArray)
        {
            _open.Push(true);
            return true;
        }
        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip()) return false;
        if (field == Field.Content) records.ReadContent(text[start..(int)reader.BytesConsumed], Count, _open.Count);
        return true;
    }

    private void Count(RecordKind kind)
    {
        if (report.Count(kind)) report.Place(kind, window.PlaceOf(_record));
    }

    /// <summary>A value fills the largest window: on behind it, token by token.</summary>
    private bool PassLarge()
    {
        var blank = window.Text.IndexOfAnyExcept(" \t\r\n"u8);
        if (blank != 0)
        {
            window.Discard(blank < 0 ? window.Text.Length : blank);
            return true;
        }
        var reader = new Utf8JsonReader(window.Text, isFinalBlock: false, _state);
        if (_skipTo >= 0 || !reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.PropertyName))
            return PassOver("value-too-large", $"a value of more than {window.Text.Length} bytes");
        report.Add(Severity.Error, "record-too-large", $"a record of more than {window.Text.Length} bytes is passed over", window.PlaceOf(window.Text.IndexOfAny("{\""u8)));
        _skipTo = reader.CurrentDepth;
        _state = reader.CurrentState;
        window.Discard((int)reader.BytesConsumed);
        return true;
    }

    /// <summary>Tells of something that cannot be read, and goes on with the next line that begins with a brace, if there is one.</summary>
    private bool PassOver(string code, string message)
    {
        if (_inPieces && _open.Count == 0 && PassPunctuation()) return true;
        SkipBlank();
        var place = window.PlaceOf(0);
        var line = place.Line;
        _inPieces |= _open.Count > 0;
        _open.Clear();
        _skipTo = -1;
        _state = new JsonReaderState(RecordParser.Options);
        var patient = ++_broken <= PatienceForBroken || _broken <= report.Events;
        var found = patient && FindRecord();
        var next = found ? window.PlaceOf(0).Line : 0;
        var outcome = !patient ? "too much of the file is broken: not read from here on"
            : !found ? code == "truncated-file" ? null : "not read from here on"
            : next == line + 1 ? "passed over, and read on in the next line"
            : $"passed over, and read on in line {next}";
        report.Add(Severity.Error, code, outcome is null ? message : $"{message}; {outcome}", place);
        return found;
    }

    private bool PassPunctuation()
    {
        var at = window.Text.IndexOfAnyExcept(" \t\r\n"u8);
        if (at < 0 || window.Text[at] is not ((byte)',' or (byte)']' or (byte)'}')) return false;
        window.Discard(at + 1);
        _state = new JsonReaderState(RecordParser.Options);
        return true;
    }

    // Indented lines are no beginnings: they are the inside of a record that is broken further up.
    private bool FindRecord()
    {
        while (true)
        {
            var at = window.Text.IndexOf("\n{"u8);
            if (at >= 0)
            {
                window.Discard(at + 1);
                return true;
            }
            window.Discard(window.Text.Length - (window.Text.EndsWith("\n"u8) ? 1 : 0));
            if (!window.Fill()) return false;
        }
    }

    private void SkipBlank()
    {
        var blank = window.Text.IndexOfAnyExcept(_open.Count > 0 ? " \t\r\n,"u8 : " \t\r\n"u8);
        if (blank > 0) window.Discard(blank);
    }

    /// <summary>At the end: whether there is more to read after all, behind a record that is cut.</summary>
    private bool End()
    {
        var whole = window.Text.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        if (whole && _open.Count == 0 && _skipTo < 0) return false;
        return PassOver("truncated-file", whole ? "the file ends before its list does: what came before is read" : "the file ends in the middle of this record: what came before is read");
    }

    private static string Short(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
