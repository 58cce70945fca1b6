using System.Buffers;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Reads one log file, whatever its shape, in bounded memory: a buffer slides over it, and lists of any length are read
/// element by element. What cannot be read is reported with its place; what came before it is kept.
/// </summary>
internal sealed class LogFile(RecordParser records, InputFile file, FileReport report)
{
    private const int FirstBuffer = 1 << 20;

    /// <summary>The largest event, in bytes. CloudTrail's own limit is 256 KB; envelopes may hold more.</summary>
    private const int LargestRecord = 16 << 20;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 128 };

    /// <summary>The brackets and braces that are open around the next value: true for a list, false for an envelope's object.</summary>
    private readonly Stack<bool> _open = new();

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _filled;
    private JsonReaderState _state = new(Options);

    /// <summary>The depth at which a record that is too large ends; -1 when none is being passed over.</summary>
    private int _skipTo = -1;

    public void Read()
    {
        try
        {
            using var stream = LogStream.Open(file.Open());
            Read(stream);
        }
        catch (InvalidDataException e)
        {
            report.Add(Severity.Error, "bad-gzip", $"not read further: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.Add(Severity.Error, "unreadable-file", $"cannot be read: {e.Message}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private void Read(Stream stream)
    {
        if (!Begin(stream)) return;
        for (var ended = false; ;)
        {
            var consumed = Drain(out var broken);
            Discard(consumed);
            if (broken && !Resume(stream)) return;
            if (ended && !broken)
            {
                ReportEnd();
                return;
            }
            if (_filled == _buffer.Length && !MakeRoom()) return;
            ended = !Fill(stream);
        }
    }

    /// <summary>Looks at the first bytes: an empty file, a byte order mark, something that is no JSON.</summary>
    private bool Begin(Stream stream)
    {
        while (_filled < 4 && Fill(stream)) { }
        if (_buffer.AsSpan(0, _filled).StartsWith("\uFEFF"u8)) Discard(3);
        while (true)
        {
            var blank = _buffer.AsSpan(0, _filled).IndexOfAnyExcept(" \t\r\n"u8);
            if (blank != 0) Discard(blank < 0 ? _filled : blank);
            if (_filled > 0) break;
            if (Fill(stream)) continue;
            report.Add(Severity.Error, "empty-file", "the file is empty");
            return false;
        }
        if (_buffer[0] is (byte)'{' or (byte)'[') return true;
        report.Add(file.ForeignSeverity, "not-a-log", "the file is not JSON: no CloudTrail log");
        return false;
    }

    /// <summary>Reads what the buffer holds whole, and says how much that was.</summary>
    private int Drain(out bool broken)
    {
        broken = false;
        var text = _buffer.AsSpan(0, _filled);
        // Never the final block: a value that the file's end cuts is then "not yet whole", not an exception.
        var reader = new Utf8JsonReader(text, isFinalBlock: false, _state);
        var consumed = 0;
        try
        {
            while (Step(ref reader, text))
            {
                consumed = (int)reader.BytesConsumed;
                _state = reader.CurrentState;
            }
        }
        catch (JsonException e)
        {
            broken = true;
            report.At(_buffer.AsSpan(0, Math.Min(consumed, _filled)));
            report.Add(Severity.Error, "broken-json", $"{(_open.Count == 0 ? "this record is" : "from here on the file is")} not JSON and not read: {Short(e.Message)}");
        }
        return consumed;
    }

    /// <summary>One record, bracket or property; false where the buffer ends inside it.</summary>
    private bool Step(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.Read()) return false;
        if (_skipTo >= 0)
        {
            if (reader.CurrentDepth == _skipTo && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) _skipTo = -1;
            return true;
        }
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
                return PassProperty(ref reader);
            default:
                return true;
        }
    }

    private bool ReadRecord(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var kind = records.Read(ref reader, text, listsApart: true, _open.Count);
        if (kind == RecordKind.Cut) return false;
        if (kind == RecordKind.List)
        {
            if (_open.Count >= RecordParser.MaxEnvelopes * 2) throw new JsonException("envelopes lie too deep in one another");
            _open.Push(false);
            _open.Push(true);
        }
        else report.Count(kind);
        return true;
    }

    // The rest of an envelope after one of its lists: another list, or something of no interest.
    private bool PassProperty(ref Utf8JsonReader reader)
    {
        var isList = EventFields.Of(reader.ValueSpan) == Field.List;
        if (!reader.Read()) return false;
        if (!isList || reader.TokenType != JsonTokenType.StartArray) return reader.TrySkip();
        _open.Push(true);
        return true;
    }

    private bool Fill(Stream stream)
    {
        if (_filled == _buffer.Length) return true;
        var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        return read > 0;
    }

    private void Discard(int count)
    {
        report.Pass(_buffer.AsSpan(0, count));
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    /// <summary>A record fills the whole buffer: a larger one, or, past the limit, over the record.</summary>
    private bool MakeRoom()
    {
        if (_buffer.Length < LargestRecord)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
            return true;
        }
        report.At([]);
        var reader = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock: false, _state);
        if (_skipTo < 0 && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            report.Add(Severity.Error, "record-too-large", $"a record of more than {LargestRecord >> 20} MiB is passed over");
            _skipTo = reader.CurrentDepth;
            _state = reader.CurrentState;
            Discard((int)reader.BytesConsumed);
            return true;
        }
        report.Add(Severity.Error, "value-too-large", $"a value of more than {LargestRecord >> 20} MiB: the file is not read from here on");
        return false;
    }

    /// <summary>After a broken record: on with the next line where records stand in lines of their own, else no further.</summary>
    private bool Resume(Stream stream)
    {
        if (_open.Count > 0) return false;
        _state = new JsonReaderState(Options);
        _skipTo = -1;
        while (true)
        {
            var line = _buffer.AsSpan(0, _filled).IndexOf((byte)'\n');
            if (line >= 0)
            {
                Discard(line + 1);
                return true;
            }
            Discard(_filled);
            if (!Fill(stream)) return false;
        }
    }

    private void ReportEnd()
    {
        var rest = _buffer.AsSpan(0, _filled).IndexOfAnyExcept(" \t\r\n"u8);
        report.At([]);
        if (rest >= 0 || _open.Count > 0 || _skipTo >= 0)
            report.Add(Severity.Error, "truncated-file", "the file ends in the middle of a record: what came before is read");
        else report.Conclude(file);
    }

    private static string Short(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
