using System.Runtime.CompilerServices;
using System.Text;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Reads events of the usual shape: an object with an event's own members, plainly written. Whatever is odd about a
/// record - an escape in a name or in a text that is kept, another type, an envelope's member, nesting beyond measure,
/// anything that is not JSON, an end of the text - it leaves untouched to the reader of tokens, which it must agree with
/// in all that it reads itself.
/// </summary>
internal sealed class UsualEvents(EventMaker maker)
{
    /// <summary>How deep a record may lie in others to be looked at: tokens are read to a depth of <see cref="RecordParser.Options"/>.</summary>
    public const int MaxDepth = 128 - JsonScan.MaxDepth - 1;

    /// <summary>How many records were read.</summary>
    public long Read { get; private set; }

    private readonly MemberNames _names = new();

    /// <summary>Adds the event that begins here.</summary>
    /// <returns>Behind its closing brace; -1, and nothing done, where it is none of the usual shape.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int TryRead(ReadOnlySpan<byte> text, int at)
    {
        if ((uint)at >= (uint)text.Length || text[at] != '{') return -1;
        var draft = new EventDraft();
        var name = _names.First;
        do
        {
            at = JsonScan.Blank(text, at + 1);
            if (name.Next is { } next && text[at..].StartsWith(next.Text)) (name, at) = (next, at + next.Text.Length);
            else if (!TryReadName(text, ref at, ref name)) return -1;
            at = Take(ref draft, name.Field, text, JsonScan.Blank(text, at));
            if (at < 0) return -1;
            at = JsonScan.Blank(text, at);
            if ((uint)at >= (uint)text.Length) return -1;
        }
        while (text[at] == ',');
        if (text[at] != '}' || !maker.TryAdd(in draft, text)) return -1;
        Read++;
        return at + 1;
    }

    /// <summary>Reads a name that was not foreseen, and its colon.</summary>
    private bool TryReadName(ReadOnlySpan<byte> text, ref int at, ref MemberName name)
    {
        if ((uint)at >= (uint)text.Length || text[at] != '"') return false;
        var end = JsonScan.PlainString(text, at + 1);
        if (end < 0) return false;
        var colon = JsonScan.Blank(text, end);
        if ((uint)colon >= (uint)text.Length || text[colon] != ':') return false;
        name = _names.Learn(name, text[at..(colon == end ? end + 1 : end)], EventFields.Of(text[(at + 1)..(end - 1)]));
        at = colon + 1;
        return true;
    }

    /// <returns>Behind the value.</returns>
    private int Take(ref EventDraft draft, Field field, ReadOnlySpan<byte> text, int at)
    {
        switch (field)
        {
            case Field.Other: return JsonScan.Value(text, at);
            case Field.Identity: return TakeIdentity(ref draft, text, at);
            case Field.RequestParameters: return Range(text, at, out draft.Request);
            case Field.ResponseElements: return Range(text, at, out draft.Response);
            case Field.AdditionalData: return Range(text, at, out draft.Additional);
        }
        if ((uint)at >= (uint)text.Length || text[at] != '"') return -1;
        var end = JsonScan.PlainString(text, at + 1);
        if (end < 0) return -1;
        var value = text[(at + 1)..(end - 1)];
        switch (field)
        {
            case Field.EventId: draft.Id = EventMaker.IdOf(value); break;
            case Field.EventTime: draft.Time = maker.Clock.Parse(value); break;
            case Field.ShipperTime: draft.ShipperTime = maker.Clock.Parse(value); break;
            case Field.EventName: draft.Name = maker.Texts.Get(value); break;
            case Field.EventSource: draft.Source = maker.Texts.Get(value); break;
            case Field.Region: draft.Region = maker.Texts.Get(value); break;
            case Field.Account: draft.Account = maker.Texts.Get(value); break;
            case Field.Address: draft.Address = maker.Texts.Get(value); break;
            case Field.ErrorCode: draft.ErrorCode = maker.Texts.Get(value); break;
            case Field.SharedEventId: draft.SharedEventId = Encoding.UTF8.GetString(value); break;
            case Field.FromConsole: draft.FromConsole = value.SequenceEqual("true"u8); break;
            default: return -1;
        }
        return end;
    }

    private int TakeIdentity(ref EventDraft draft, ReadOnlySpan<byte> text, int at)
    {
        draft.Known = maker.Identities.Recall(text[at..]);
        if (draft.Known is not null) return at + draft.Known.Length;
        var end = Range(text, at, out var range);
        if (end < 0) return -1;
        draft.Known = maker.Identities.Learn(range.Of(text));
        return end;
    }

    private static int Range(ReadOnlySpan<byte> text, int at, out TextRange range)
    {
        var end = JsonScan.Value(text, at);
        range = end < 0 ? default : new TextRange(at, end - at);
        return end;
    }
}
