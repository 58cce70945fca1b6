using System.Globalization;
using System.Runtime.InteropServices;

namespace Namesake.Sessions.Events;

/// <summary>
/// The id of an event. CloudTrail's are GUIDs, which are kept as 16 bytes; any other text (a shipper's, a test's) is kept
/// as it is.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventId : IComparable<EventId>
{
    private readonly Guid _guid;
    private readonly string? _text;

    public EventId(string text)
    {
        // Only the canonical lower-case form may be folded into bytes: it must be printed back as it was.
        if (Guid.TryParseExact(text, "D", out var guid) && guid.ToString("D", CultureInfo.InvariantCulture) == text) _guid = guid;
        else _text = text;
    }

    private EventId(Guid guid) => _guid = guid;

    /// <param name="guid">An id read from its canonical lower-case text.</param>
    public static EventId OfCanonical(Guid guid) => new(guid);

    /// <summary>The id as a GUID, where it is one.</summary>
    public bool TryGetGuid(out Guid guid)
    {
        guid = _guid;
        return _text is null;
    }

    public int CompareTo(EventId other) => (_text, other._text) switch
    {
        (null, null) => _guid.CompareTo(other._guid),
        _ => string.CompareOrdinal(ToString(), other.ToString()),
    };

    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;

    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;

    public override string ToString() => _text ?? _guid.ToString("D", CultureInfo.InvariantCulture);
}
