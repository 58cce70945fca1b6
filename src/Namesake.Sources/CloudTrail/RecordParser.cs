using System.Text.Json;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sources.CloudTrail;

/// <summary>What one JSON object turned out to be.</summary>
internal enum RecordKind
{
    /// <summary>The buffer ends inside it.</summary>
    Cut,

    /// <summary>An event, now in the trail.</summary>
    Event,

    /// <summary>An envelope whose list begins here: the caller reads its elements one by one.</summary>
    List,

    /// <summary>An envelope whose content was read.</summary>
    Envelope,
    Insight,
    Digest,
    S3Notification,

    /// <summary>It has some marks of an event, but lacks its id, time, name or source.</summary>
    Incomplete,

    /// <summary>It holds an event as text, but the text is not whole JSON.</summary>
    Broken,

    /// <summary>One column of a query's row, without an event in it.</summary>
    Cell,
    Foreign,
}

/// <summary>What a value inside an envelope turned out to be.</summary>
internal enum ContentKind
{
    /// <summary>No JSON, or none that is looked into.</summary>
    Text,

    /// <summary>JSON: what it holds was counted.</summary>
    Json,
    Broken,
}

/// <summary>
/// Reads one object of a log: an event in one pass over its properties, or an envelope around events. It keeps the
/// pools, so there is one for each worker.
/// </summary>
internal sealed class RecordParser
{
    /// <summary>How deep envelopes may lie in one another: SQS around SNS around EventBridge is three, and a list each.</summary>
    public const int MaxEnvelopes = 16;

    /// <summary>
    /// How deep values may lie in one another. Beyond it there is no telling where a record ends, so that all after it in its line is
    /// lost: callers choose how deep their requests are, and must not hide what follows.
    /// </summary>
    private const int MaxDepth = 1 << 20;

    public static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = MaxDepth };

    private readonly TrailPart _part;
    private readonly EventMaker _maker;
    private readonly UsualEvents _usual;
    private readonly RawTaker? _raw;

    /// <param name="part">Where what is read goes.</param>
    /// <param name="identities">Shared with the readers of other parts of the same trail.</param>
    /// <param name="raw">Given each event as its log has it; null where nobody wants that.</param>
    public RecordParser(TrailPart part, IdentityStore? identities = null, RawTaker? raw = null)
    {
        (_part, _raw) = (part, raw);
        _maker = new EventMaker(part, identities ?? new IdentityStore());
        _usual = new UsualEvents(_maker, raw);
    }

    /// <summary>Whether every record is read as tokens: slower, and no differently (a law of the tests).</summary>
    public bool OnlyTokens { get; init; }

    /// <summary>How many events were read as <see cref="UsualEvents"/>.</summary>
    public long Usual => _usual.Read;

    /// <summary>Reads the event that begins here, where it is of the usual shape.</summary>
    /// <param name="text">The text that is being read.</param>
    /// <param name="at">Where a value must begin.</param>
    /// <param name="depth">How many brackets and braces are open around it.</param>
    /// <returns>Behind its end; -1, and nothing done, where the reader of tokens must look.</returns>
    public int ReadUsual(ReadOnlySpan<byte> text, int at, int depth) => OnlyTokens || depth > UsualEvents.MaxDepth ? -1 : _usual.TryRead(text, at);

    /// <param name="reader">Stands at the object's opening brace; afterwards at its end, or at the opening bracket of its list.</param>
    /// <param name="text">The text that the reader reads.</param>
    /// <param name="listsApart">Whether a list's elements are left to the caller, as in a file read piece by piece.</param>
    /// <param name="count">Told what the object is, or of an envelope each thing in it.</param>
    /// <param name="envelopes">How many envelopes are around this object.</param>
    public RecordKind Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, bool listsApart, Action<RecordKind> count, int envelopes)
    {
        var begin = (int)reader.TokenStartIndex;
        var draft = new EventDraft();
        List<TextRange>? contents = null;
        while (true)
        {
            if (!reader.Read()) return RecordKind.Cut;
            if (reader.TokenType == JsonTokenType.EndObject) break;
            var field = EventFields.Of(JsonTokens.NameBytes(ref reader));
            if (!reader.Read()) return RecordKind.Cut;
            if (field == Field.List && reader.TokenType == JsonTokenType.StartArray && listsApart && draft.Id is null)
            {
                ReadContents(contents, text, count, envelopes);
                return RecordKind.List;
            }
            draft.IsCell = draft.Members++ == 0 && reader.TokenType == JsonTokenType.String;
            var start = (int)reader.TokenStartIndex;
            if (!reader.TrySkip()) return RecordKind.Cut;
            var range = new TextRange(start, (int)reader.BytesConsumed - start);
            if (field is Field.Content or Field.List) (contents ??= []).Add(range);
            else Take(ref draft, field, ref reader, range);
        }
        return Conclude(in draft, new TextRange(begin, (int)reader.BytesConsumed - begin), contents, text, count, envelopes);
    }

    private RecordKind Conclude(in EventDraft draft, TextRange whole, List<TextRange>? contents, ReadOnlySpan<byte> text, Action<RecordKind> count, int envelopes)
    {
        var kind = KindOf(in draft, envelopes);
        if (_maker.TryAdd(in draft, text))
        {
            kind = RecordKind.Event;
            _raw?.Invoke(draft.Id!.Value, RawSecrets.Hide(whole.Of(text)));
        }
        else
        {
            var (read, holds) = ReadContents(contents, text, count, envelopes);
            if (read || holds == ContentKind.Json && kind >= RecordKind.Cell) return RecordKind.Envelope;
            if (holds == ContentKind.Broken && kind >= RecordKind.Cell) kind = RecordKind.Broken;
        }
        count(kind);
        return kind;
    }

    private void Take(ref EventDraft draft, Field field, ref Utf8JsonReader reader, TextRange range)
    {
        switch (field)
        {
            case Field.EventId: draft.Id = IdOf(ref reader); break;
            case Field.EventTime: draft.Time = EventTime.Parse(JsonTokens.Raw(ref reader)); break;
            case Field.ShipperTime: draft.ShipperTime = EventTime.Parse(JsonTokens.Raw(ref reader)); break;
            case Field.EventName: draft.Name = JsonTokens.Text(ref reader, _maker.Texts); break;
            case Field.EventSource: draft.Source = JsonTokens.Text(ref reader, _maker.Texts); break;
            case Field.Region: draft.Region = JsonTokens.Text(ref reader, _maker.Texts); break;
            case Field.Account: draft.Account = JsonTokens.Text(ref reader, _maker.Texts); break;
            case Field.Address: draft.Address = JsonTokens.Text(ref reader, _maker.Texts); break;
            case Field.ErrorCode: draft.ErrorCode = JsonTokens.Text(ref reader, _maker.Texts); break;
            case Field.SharedEventId: draft.SharedEventId = JsonTokens.Text(ref reader); break;
            case Field.FromConsole: draft.FromConsole = JsonTokens.Text(ref reader) == "true"; break;
            case Field.Identity: draft.Identity = range; break;
            case Field.RequestParameters: draft.Request = range; break;
            case Field.ResponseElements: draft.Response = range; break;
            case Field.AdditionalData: draft.Additional = range; break;
            case Field.UserAgent: draft.Agent = range; break;
            case Field.S3Object: draft.S3 = true; break;
            case Field.DigestStart: draft.Digest = true; break;
            case Field.Insight: draft.Insight = true; break;
        }
    }

    private static RecordKind KindOf(in EventDraft draft, int envelopes) =>
        draft.Digest ? RecordKind.Digest
        : draft.Insight ? RecordKind.Insight
        : draft.S3 ? RecordKind.S3Notification
        : draft.Name is not null && draft.Source is not null || draft.Id is not null && draft.Identity.Length > 0 ? RecordKind.Incomplete
        // A row of QueryResultRows: a list of objects of one member, inside a list, inside an object.
        : draft.IsCell && envelopes >= 3 ? RecordKind.Cell
        : RecordKind.Foreign;

    /// <summary>Reads what an envelope holds: whether one of its contents held events and was whole, and the most that any was.</summary>
    private (bool Read, ContentKind Holds) ReadContents(List<TextRange>? contents, ReadOnlySpan<byte> text, Action<RecordKind> count, int envelopes)
    {
        var (read, holds) = (false, ContentKind.Text);
        foreach (var content in contents ?? [])
        {
            var before = _part.Seen;
            var kind = ReadContent(content.Of(text), count, envelopes + 1);
            read |= kind == ContentKind.Json && _part.Seen > before;
            if (kind > holds) holds = kind;
        }
        return (read, holds);
    }

    /// <summary>Reads events, or lists of them, that lie whole in memory: as values, or as JSON in a string.</summary>
    public ContentKind ReadContent(ReadOnlySpan<byte> value, Action<RecordKind> count, int envelopes)
    {
        if (envelopes > MaxEnvelopes) return ContentKind.Text;
        var usual = ReadUsualContent(value, count);
        var kind = usual > 0 ? ContentKind.Json : ContentKind.Text;
        value = value[usual..];
        if (usual > 0 && JsonScan.Blank(value, 0) == value.Length) return kind;
        try
        {
            var reader = new Utf8JsonReader(value, Options);
            while (reader.Read())
                if (ReadValue(ref reader, value, count, envelopes) is var found && found > kind)
                    kind = found;
        }
        catch (JsonException)
        {
            return ContentKind.Broken;
        }
        return kind;
    }

    /// <summary>Reads the usual events that a content begins with.</summary>
    /// <returns>How many bytes of it they are.</returns>
    private int ReadUsualContent(ReadOnlySpan<byte> value, Action<RecordKind> count)
    {
        var end = 0;
        while (ReadUsual(value, JsonScan.Blank(value, end), depth: 0) is > 0 and var next)
        {
            count(RecordKind.Event);
            end = next;
        }
        return end;
    }

    /// <summary>Reads a value of a list, or of a file, and counts it whatever it is.</summary>
    public void ReadItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, Action<RecordKind> count, int envelopes)
    {
        var kind = ReadValue(ref reader, text, count, envelopes + 1);
        if (kind == ContentKind.Text) count(RecordKind.Foreign);
        else if (kind == ContentKind.Broken) count(RecordKind.Broken);
    }

    private ContentKind ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, Action<RecordKind> count, int envelopes)
    {
        if (envelopes > 2 * MaxEnvelopes && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.TrySkip()) return ContentKind.Text;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                if (!JsonTokens.TryRaw(ref reader, out var unescaped)) return ContentKind.Broken;
                return JsonTokens.LooksLikeJson(unescaped) ? ReadContent(unescaped, count, envelopes + 1) : ContentKind.Text;
            case JsonTokenType.StartObject:
                Read(ref reader, text, listsApart: false, count, envelopes);
                return ContentKind.Json;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadItem(ref reader, text, count, envelopes);
                return ContentKind.Json;
            default:
                return ContentKind.Text;
        }
    }

    private static EventId? IdOf(ref Utf8JsonReader reader)
    {
        if (reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false }) return EventIdText.Parse(reader.ValueSpan);
        return JsonTokens.Text(ref reader) is { Length: > 0 } text ? new EventId(text) : null;
    }
}
