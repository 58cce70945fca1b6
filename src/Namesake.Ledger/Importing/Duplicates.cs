using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Importing;

/// <summary>Finds the events of a draft that the ledger has already. Deliveries of one event bear one time, so that only segments of that time are asked.</summary>
internal static class Duplicates
{
    public static IReadOnlySet<int> Find(Snapshot snapshot, SegmentDraft draft)
    {
        var found = new HashSet<int>();
        if (draft.Count == 0) return found;
        foreach (var segment in snapshot.Segments.Where(s => s.Events > 0 && s.From <= draft.To && s.To >= draft.From)) found.UnionWith(FindIn(snapshot, segment, draft));
        return found;
    }

    private static IReadOnlyList<int> FindIn(Snapshot snapshot, SegmentInfo segment, SegmentDraft draft)
    {
        var sketch = snapshot.SketchOf(segment);
        var any = false;
        snapshot.Database.Execute("CREATE OR REPLACE TABLE memory.main.draft(id_high UBIGINT, id_low UBIGINT, number INTEGER)");
        using (var rows = snapshot.Database.CreateAppender("memory", "main", "draft"))
            for (var i = 0; i < draft.Count; i++)
            {
                ref readonly var fact = ref draft[i];
                if (fact.Time < segment.From || fact.Time > segment.To || !sketch.MayHold(fact.Id)) continue;
                any = true;
                rows.CreateRow().AppendValue(fact.Id.High).AppendValue(fact.Id.Low).AppendValue(i).EndRow();
            }
        const string query = "SELECT n.number FROM {s}.facts f JOIN memory.main.draft n ON n.id_high = f.id_high AND n.id_low = f.id_low";
        IReadOnlyList<int> found = any ? snapshot.AskEach([segment], query, row => row.GetInt32(0)) : [];
        snapshot.Database.Execute("DROP TABLE memory.main.draft");
        return found;
    }
}
