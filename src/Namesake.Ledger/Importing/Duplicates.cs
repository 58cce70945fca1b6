using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Importing;

/// <summary>Finds the events of a draft that the ledger has already. Deliveries of one event bear one time, so that only segments of that time are asked.</summary>
internal static class Duplicates
{
    public static IReadOnlySet<int> Find(Snapshot snapshot, SegmentDraft draft)
    {
        var found = new HashSet<int>();
        var overlapping = snapshot.Segments.Where(s => s.Events > 0 && s.From <= draft.To && s.To >= draft.From).ToList();
        if (overlapping.Count == 0 || draft.Count == 0) return found;
        snapshot.Database.Execute("CREATE OR REPLACE TABLE memory.main.draft(id_high UBIGINT, id_low UBIGINT, number INTEGER)");
        using (var rows = snapshot.Database.CreateAppender("memory", "main", "draft"))
            for (var i = 0; i < draft.Count; i++)
                rows.CreateRow().AppendValue(draft[i].Id.High).AppendValue(draft[i].Id.Low).AppendValue(i).EndRow();
        const string query = "SELECT n.number FROM {s}.facts f JOIN memory.main.draft n ON n.id_high = f.id_high AND n.id_low = f.id_low";
        found.UnionWith(snapshot.AskEach(overlapping, query, row => row.GetInt32(0)));
        snapshot.Database.Execute("DROP TABLE memory.main.draft");
        return found;
    }
}
