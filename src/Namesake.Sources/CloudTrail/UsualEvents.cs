using System.Runtime.CompilerServices;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Reads events of the usual shape: an object with an event's own members, plainly written. Whatever is odd about a
/// record - an escape in a name or in a text that is kept, another type, an envelope's member, nesting beyond measure,
/// anything that is not JSON, an end of the text - it leaves untouched to the reader of tokens, which it must agree with
/// in all that it reads itself.
/// </summary>
/// <param name="maker">Makes the events.</param>
/// <param name="raw">Given each as its log has it.</param>
internal sealed class UsualEvents(EventMaker maker, RawTaker? raw)
{
    /// <summary>How deep a record may lie in others to be looked at: real ones lie in an envelope or two.</summary>
    public const int MaxDepth = 128 - JsonScan.MaxDepth - 1;

    private readonly MemberNames _names = new();

    /// <summary>How many records were read.</summary>
    public long Read { get; private set; }

    /// <summary>Adds the event that begins here.</summary>
    /// <returns>Behind its closing brace; -1, and nothing done, where it is none of the usual shape.</returns>
    [MethodImpl(JsonScan.Hot)]
    public int TryRead(ReadOnlySpan<byte> text, int at)
    {
        if ((uint)at >= (uint)text.Length || text[at] != '{') return -1;
        var start = at;
        var draft = new EventDraft();
        var name = _names.First;
        do
        {
            at = JsonScan.Blank(text, at + 1);
            if (name.Next is { } next && next.StandsAt(text, at)) (name, at) = (next, at + next.Length);
            else if (name.NextButOne is { } other && other.StandsAt(text, at)) (name, at) = (other, at + other.Length);
            else if (!TryReadName(text, ref at, ref name)) return -1;
            at = Take(ref draft, name, text, JsonScan.Blank(text, at));
            if (at < 0) return -1;
            at = JsonScan.Blank(text, at);
            if ((uint)at >= (uint)text.Length) return -1;
        }
        while (text[at] == ',');
        if (text[at] != '}' || !maker.TryAdd(in draft, text)) return -1;
        Read++;
        if (raw is not null) HandOut(draft.Id!.Value, text[start..(at + 1)]);
        return at + 1;
    }

    // Apart, so that it takes no room where events are read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandOut(EventId id, ReadOnlySpan<byte> json) => raw!(id, RawSecrets.Hide(json));

    /// <summary>Reads a name that was not foreseen, and its colon.</summary>
    [MethodImpl(JsonScan.Hot)]
    private bool TryReadName(ReadOnlySpan<byte> text, ref int at, ref MemberName name)
    {
        if ((uint)at >= (uint)text.Length || text[at] != '"') return false;
        var end = JsonStrings.PlainEnd(text, at + 1);
        if (end < 0) return false;
        var colon = JsonScan.Blank(text, end);
        if ((uint)colon >= (uint)text.Length || text[colon] != ':') return false;
        name = _names.Learn(name, text[at..], (colon == end ? end + 1 : end) - at);
        at = colon + 1;
        return true;
    }

    /// <returns>Behind the value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Take(ref EventDraft draft, MemberName name, ReadOnlySpan<byte> text, int at) => name.Field switch
    {
        Field.Other => PassOther(name, text, at),
        Field.Identity => TakeIdentity(ref draft, text, at),
        Field.EventId => TakeId(ref draft, text, at),
        Field.EventTime => TakeTime(text, at, ref draft.Time),
        Field.ShipperTime => TakeTime(text, at, ref draft.ShipperTime),
        Field.EventName => TakeText(name, text, at, ref draft.Name),
        Field.EventSource => TakeText(name, text, at, ref draft.Source),
        Field.Region => TakeText(name, text, at, ref draft.Region),
        Field.Account => TakeText(name, text, at, ref draft.Account),
        Field.Address => TakeText(name, text, at, ref draft.Address),
        Field.ErrorCode => TakeText(name, text, at, ref draft.ErrorCode),
        Field.SharedEventId => TakeText(name, text, at, ref draft.SharedEventId),
        Field.FromConsole => TakeFromConsole(name, text, at, ref draft.FromConsole),
        Field.RequestParameters => Range(text, at, out draft.Request),
        Field.ResponseElements => Range(text, at, out draft.Response),
        Field.AdditionalData => Range(text, at, out draft.Additional),
        Field.UserAgent => PassAgent(ref draft, name, text, at),
        _ => -1,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PassOther(MemberName name, ReadOnlySpan<byte> text, int at)
    {
        if (name.HasSameValue(text, at)) return at + name.ValueLength;
        var end = (uint)at < (uint)text.Length && text[at] == '"' ? JsonStrings.End(text, at + 1) : JsonScan.Value(text, at);
        if (end > 0) name.Remember(text[at..end], null);
        return end;
    }

    // Only issuing events are asked for it: elsewhere it is passed over as what nobody asks for.
    private static int PassAgent(ref EventDraft draft, MemberName name, ReadOnlySpan<byte> text, int at)
    {
        var end = PassOther(name, text, at);
        if (end > 0) draft.Agent = new TextRange(at, end - at);
        return end;
    }

    [MethodImpl(JsonScan.Hot)]
    private int TakeText(MemberName name, ReadOnlySpan<byte> text, int at, ref string? taken)
    {
        if (name.HasSameValue(text, at))
        {
            taken = name.ValueText;
            return at + name.ValueLength;
        }
        var end = PlainString(text, at);
        if (end < 0) return -1;
        taken = maker.Texts.Get(text[(at + 1)..(end - 1)]);
        name.Remember(text[at..end], taken);
        return end;
    }

    private int TakeFromConsole(MemberName name, ReadOnlySpan<byte> text, int at, ref bool fromConsole)
    {
        string? said = null;
        var end = TakeText(name, text, at, ref said);
        fromConsole = said == "true";
        return end;
    }

    [MethodImpl(JsonScan.Hot)]
    private static int TakeId(ref EventDraft draft, ReadOnlySpan<byte> text, int at)
    {
        var end = PlainString(text, at);
        if (end > 0) draft.Id = EventIdText.Parse(text[(at + 1)..(end - 1)]);
        return end;
    }

    [MethodImpl(JsonScan.Hot)]
    private int TakeTime(ReadOnlySpan<byte> text, int at, ref long? time)
    {
        var end = PlainString(text, at);
        if (end > 0) time = maker.Clock.Parse(text[(at + 1)..(end - 1)]);
        return end;
    }

    /// <returns>Behind the string; -1 also where it is beyond measure.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlainString(ReadOnlySpan<byte> text, int at)
    {
        if ((uint)at >= (uint)text.Length || text[at] != '"') return -1;
        var end = JsonStrings.PlainEnd(text, at + 1);
        return end - at - 2 > JsonTokens.LongestText ? -1 : end;
    }

    [MethodImpl(JsonScan.Hot)]
    private int TakeIdentity(ref EventDraft draft, ReadOnlySpan<byte> text, int at)
    {
        draft.Known = maker.Identities.Recall(text[at..]);
        if (draft.Known is not null) return at + draft.Known.Raw.Length;
        var end = Range(text, at, out var range);
        if (end < 0) return -1;
        draft.Known = maker.Identities.Learn(range.Of(text));
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Range(ReadOnlySpan<byte> text, int at, out TextRange range)
    {
        var end = JsonScan.Value(text, at);
        range = end < 0 ? default : new TextRange(at, end - at);
        return end;
    }
}
