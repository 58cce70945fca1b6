namespace Namesake.Sources.CloudTrail;

/// <summary>Parses the times of events that lie close to one another: only the seconds of the minute before are parsed.</summary>
internal sealed class MinuteClock
{
    private const int MinuteLength = 17;
    private const int Length = 20;

    /// <summary>As in "2023-07-10T12:16:", the minute of a usual time.</summary>
    private readonly byte[] _minute = new byte[MinuteLength];

    private long _milliseconds;

    /// <returns>As <see cref="EventTime.Parse(ReadOnlySpan{byte})"/>.</returns>
    public long? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length != Length || text[^1] != 'Z') return EventTime.Parse(text);
        var (tens, ones) = ((uint)text[MinuteLength] - '0', (uint)text[MinuteLength + 1] - '0');
        if (tens > 5 || ones > 9) return EventTime.Parse(text);
        var seconds = 10 * tens + ones;
        if (text[..MinuteLength].SequenceEqual(_minute)) return _milliseconds + 1_000 * seconds;
        if (!EventTime.TryParseUsual(text, out var time)) return EventTime.Parse(text);
        text[..MinuteLength].CopyTo(_minute);
        _milliseconds = time - 1_000 * seconds;
        return time;
    }
}
