using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Lineage;

/// <summary>What kind of text is looked for in the segments.</summary>
internal enum Want
{
    Key,

    /// <summary>A session's creation, as <see cref="Lineage.Creation"/> writes it.</summary>
    Creation,
    SignIn,
    Call,
    Name,
    UserId,
    BehalfUser,
    Role,
}

/// <summary>A column in which texts of a kind are looked for.</summary>
/// <param name="Column">An expression of a query.</param>
/// <param name="Kind">Which texts.</param>
/// <param name="Term">Where a segment's sketch says whether it may hold one.</param>
internal sealed record WantedIn(string Column, Want Kind, TermOf Term);

/// <summary>Texts that are looked for in the segments, each once. Only those segments are asked that may hold one of them.</summary>
internal sealed class Wanted(Snapshot snapshot)
{
    private readonly HashSet<(Want, string)> _asked = [];
    private List<(Want Kind, string Text)> _next = [];
    private ILookup<Want, string> _current = Array.Empty<(Want Kind, string Text)>().ToLookup(w => w.Kind, w => w.Text);

    public void Add(Want kind, string? text)
    {
        if (text is not null && _asked.Add((kind, text))) _next.Add((kind, text));
    }

    /// <summary>Makes what was added since the last time what is looked for.</summary>
    /// <returns>Whether there is any.</returns>
    public bool Next()
    {
        _current = _next.ToLookup(w => w.Kind, w => w.Text);
        _next = [];
        return _current.Count > 0;
    }

    /// <summary>Asks each segment that may hold any of what is looked for.</summary>
    /// <param name="perSegment">A query that ends where its condition goes on.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="places">The columns, of which one must hold a text.</param>
    public IReadOnlyList<T> Ask<T>(string perSegment, Func<DuckDBDataReader, T> read, params ReadOnlySpan<WantedIn> places)
    {
        var (segments, texts) = (new List<SegmentInfo>(), new HashSet<(Want, string)>());
        foreach (var segment in snapshot.Segments)
            if (Gather(snapshot.SketchOf(segment), places, texts))
                segments.Add(segment);
        if (segments.Count == 0) return [];
        Fill(texts);
        var conditions = new List<string>();
        // Most questions are of one or two kinds, and some columns take work to compute.
        foreach (var place in places)
            if (texts.Any(t => t.Item1 == place.Kind))
                conditions.Add(FormattableString.Invariant($"{place.Column} IN (SELECT text FROM memory.main.wanted WHERE kind = {(int)place.Kind})"));
        return snapshot.AskEach(segments, $"{perSegment}({string.Join(" OR ", conditions)})", read);
    }

    private bool Gather(SegmentSketch sketch, ReadOnlySpan<WantedIn> places, HashSet<(Want, string)> texts)
    {
        var any = false;
        foreach (var place in places)
            foreach (var text in _current[place.Kind])
                if (sketch.MayHold(place.Term, text))
                {
                    any = true;
                    texts.Add((place.Kind, text));
                }
        return any;
    }

    private void Fill(HashSet<(Want Kind, string Text)> texts)
    {
        snapshot.Database.Execute("CREATE OR REPLACE TABLE memory.main.wanted(kind UTINYINT, text VARCHAR)");
        using var rows = snapshot.Database.CreateAppender("memory", "main", "wanted");
        foreach (var (kind, text) in texts) rows.CreateRow().AppendValue((byte)kind).AppendValue(text).EndRow();
    }
}
