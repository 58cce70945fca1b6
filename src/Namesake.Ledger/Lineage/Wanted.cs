using System.Collections.Immutable;
using System.Globalization;
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

/// <summary>A question for what holds one of some texts.</summary>
/// <param name="PerSegment">A query that ends where its condition goes on.</param>
/// <param name="Read">Reads a row.</param>
/// <param name="Written">The same of segments that the running import wrote; null where they are read back.</param>
/// <param name="Places">The columns, of which one must hold a text.</param>
internal sealed record Question<T>(string PerSegment, Func<DuckDBDataReader, T> Read, Func<WrittenPart, IEnumerable<ulong>, IEnumerable<T>>? Written, params ImmutableArray<WantedIn> Places);

/// <summary>Texts that are looked for in the segments, each once. Only those segments are asked that may hold one of them.</summary>
internal sealed class Wanted(Snapshot snapshot)
{
    private const long Always = long.MinValue;

    private readonly Dictionary<(Want, string), long> _asked = [];
    private List<(Want Kind, string Text, long Since)> _next = [];
    private ILookup<Want, (string Text, long Since)> _current = Array.Empty<(Want Kind, string Text, long Since)>().ToLookup(w => w.Kind, w => (w.Text, w.Since));

    /// <param name="kind">What kind of text.</param>
    /// <param name="text">The text; nothing is looked for without one.</param>
    /// <param name="since">What is of before this time does not matter: segments whose events are all older are not asked.</param>
    public void Add(Want kind, string? text, long since = Always)
    {
        if (text is null || _asked.TryGetValue((kind, text), out var known) && known <= since) return;
        _asked[(kind, text)] = since;
        _next.Add((kind, text, since));
    }

    /// <summary>Makes what was added since the last time what is looked for.</summary>
    /// <returns>Whether there is any.</returns>
    public bool Next()
    {
        _current = _next.ToLookup(w => w.Kind, w => (w.Text, w.Since));
        _next = [];
        return _current.Count > 0;
    }

    /// <summary>Asks each segment that may hold any of what is looked for; those that the running import wrote need not be read.</summary>
    public IReadOnlyList<T> Ask<T>(Question<T> question)
    {
        var found = new List<T>();
        if (question.Written is { } find && snapshot.Written is { } written)
            foreach (var part in written.Parts)
                found.AddRange(find(part, Terms(question.Places)));
        var (segments, texts) = (new List<SegmentInfo>(), new HashSet<(Want, string)>());
        foreach (var segment in snapshot.Segments)
            if ((question.Written is null || snapshot.Written?.Holds(segment) != true) && Gather(segment, question.Places, texts))
                segments.Add(segment);
        if (segments.Count == 0) return found;
        Fill(texts);
        found.AddRange(snapshot.AskEach(segments, $"{question.PerSegment}({Conditions(question.Places, texts)})", question.Read));
        return found;
    }

    private IEnumerable<ulong> Terms(ImmutableArray<WantedIn> places)
    {
        foreach (var place in places)
            foreach (var (text, _) in _current[place.Kind])
                yield return Term.Of(place.Term, text);
    }

    private static string Conditions(ImmutableArray<WantedIn> places, HashSet<(Want Kind, string Text)> texts)
    {
        var kinds = texts.Select(t => t.Kind).ToHashSet();
        // Most questions are of one or two kinds, and some columns take work to compute.
        return string.Join(" OR ", places.Where(p => kinds.Contains(p.Kind))
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Column} IN (SELECT text FROM memory.main.wanted WHERE kind = {(int)p.Kind})")));
    }

    private bool Gather(SegmentInfo segment, ImmutableArray<WantedIn> places, HashSet<(Want, string)> texts)
    {
        var (any, sketch) = (false, snapshot.SketchOf(segment));
        // Without events there is no telling when what it holds was used.
        var last = segment.Events > 0 ? segment.To : long.MaxValue;
        foreach (var place in places)
            foreach (var (text, since) in _current[place.Kind])
                if (since <= last && sketch.MayHold(place.Term, text))
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
