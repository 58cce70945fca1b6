using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>The texts and ids of events, by their numbers.</summary>
internal sealed class EventWords
{
    private readonly Dictionary<int, string?[]> _texts = [];
    private readonly Dictionary<FactId, string> _oddIds = [];

    public EventWords(Snapshot snapshot, IEnumerable<SegmentInfo> segments)
    {
        foreach (var segment in segments)
        {
            var texts = new List<string?> { null };
            // Numbered from 1, in the order in which they were written.
            foreach (var (number, text) in snapshot.AskOf([segment], "SELECT t.number, t.text FROM {s}.texts t", " ORDER BY 1", row => (row.GetInt32(0), row.GetString(1))))
            {
                while (texts.Count < number) texts.Add(null);
                texts.Add(text);
            }
            _texts[segment.Number] = [.. texts];
            foreach (var (id, text) in snapshot.AskOf([segment], "SELECT o.id_high, o.id_low, o.text FROM {s}.odd_ids o", "", row => (new FactId((ulong)row.GetValue(0), (ulong)row.GetValue(1)), row.GetString(2))))
                _oddIds[id] = text;
        }
    }

    public string? Text(int segment, int number) => _texts[segment][number];

    /// <summary>The event's id, as its log has it.</summary>
    public string Id(ulong high, ulong low) => new FactId(high, low) is var id && _oddIds.TryGetValue(id, out var odd) ? odd : id.ToEventId().ToString();
}
