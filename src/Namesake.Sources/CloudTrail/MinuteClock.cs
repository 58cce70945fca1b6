using System.Runtime.CompilerServices;

namespace Namesake.Sources.CloudTrail;

/// <summary>Parses the times of events that lie close to one another: of minutes that were met, only the seconds are parsed.</summary>
internal sealed class MinuteClock
{
    private const int MinuteLength = 17;
    private const int Length = 20;

    /// <summary>Minutes by the last digit of their number, so that those of one file stand side by side.</summary>
    private readonly (byte[] Text, long Milliseconds)[] _minutes = [.. Enumerable.Range(0, 16).Select(_ => (new byte[MinuteLength], 0L))];

    /// <returns>As <see cref="EventTime.Parse(ReadOnlySpan{byte})"/>.</returns>
    [MethodImpl(JsonScan.Hot)]
    public long? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length != Length || text[^1] != 'Z') return EventTime.Parse(text);
        var (tens, ones) = ((uint)text[MinuteLength] - '0', (uint)text[MinuteLength + 1] - '0');
        if (tens > 5 || ones > 9) return EventTime.Parse(text);
        var milliseconds = 1_000 * (10 * tens + ones);
        // As in "2023-07-10T12:16:", the minute of a usual time.
        var minute = text[..MinuteLength];
        ref var met = ref _minutes[minute[^2] & 15];
        if (minute.SequenceEqual(met.Text)) return met.Milliseconds + milliseconds;
        if (!EventTime.TryParseUsual(text, out var time)) return EventTime.Parse(text);
        minute.CopyTo(met.Text);
        met.Milliseconds = time - milliseconds;
        return time;
    }
}
