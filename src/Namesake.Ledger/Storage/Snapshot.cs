using System.Collections.Immutable;
using System.Globalization;
using DuckDB.NET.Data;

namespace Namesake.Ledger.Storage;

/// <summary>
/// The ledger as it was at one moment: its segments, attached to a database in memory for reading only. An import that
/// runs meanwhile does not change it.
/// </summary>
public sealed class Snapshot : IDisposable
{
    /// <summary>An import may replace small segments between the reading of the list and that of the files.</summary>
    private const int Attempts = 5;

    private readonly HashSet<int> _attached = [];
    private readonly Dictionary<int, SegmentSketch> _sketches;

    private Snapshot(DuckDBConnection database, ImmutableArray<SegmentInfo> segments, Dictionary<int, SegmentSketch>? sketches = null)
    {
        (Database, _sketches) = (database, sketches ?? []);
        Segments = segments;
    }

    public ImmutableArray<SegmentInfo> Segments { get; private set; }

    internal DuckDBConnection Database { get; }

    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public static Snapshot Open(LedgerFolder folder)
    {
        var database = DuckDb.InMemory();
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = new Snapshot(database, []);
            try
            {
                foreach (var segment in Manifest.Load(folder.Path).Segments) snapshot.Attach(folder, segment);
                return snapshot;
            }
            catch (Exception e) when (e is DuckDBException && attempt < Attempts)
            {
                snapshot.Detach();
            }
            catch (DuckDBException e)
            {
                database.Dispose();
                throw new LedgerException($"a segment of the ledger in \"{folder.Path}\" cannot be read: {e.Message}", e);
            }
        }
    }

    internal void Attach(LedgerFolder folder, SegmentInfo segment)
    {
        Database.Execute($"ATTACH {DuckDb.Literal(folder.PathOf(segment))} AS {segment.Alias} (READ_ONLY)");
        _attached.Add(segment.Number);
        Segments = Segments.Add(segment);
    }

    /// <summary>The same ledger as if it had only these segments. It lives no longer than this one.</summary>
    internal Snapshot Only(IEnumerable<SegmentInfo> segments) => new(Database, [.. segments], _sketches);

    /// <summary>What a segment may hold.</summary>
    /// <exception cref="LedgerException">The segment is damaged.</exception>
    internal SegmentSketch SketchOf(SegmentInfo segment)
    {
        if (!_sketches.TryGetValue(segment.Number, out var sketch)) _sketches[segment.Number] = sketch = SegmentSketch.Read(this, segment);
        return sketch;
    }

    /// <summary>The segments that may hold a text at a place.</summary>
    internal SegmentInfo[] Holding(TermOf kind, string text) => [.. Segments.Where(s => SketchOf(s).MayHold(kind, text))];

    internal void Detach(SegmentInfo segment)
    {
        Database.Execute($"DETACH {segment.Alias}");
        _attached.Remove(segment.Number);
        _sketches.Remove(segment.Number);
        Segments = Segments.Remove(segment);
    }

    /// <summary>Asks every segment and puts the answers together.</summary>
    /// <param name="perSegment">A query in which <c>{s}</c> stands for the segment's name and <c>{n}</c> for its number.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="parameters">Its parameters, by name.</param>
    internal IReadOnlyList<T> Ask<T>(string perSegment, Func<DuckDBDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        AskOf(Segments, perSegment, "", read, parameters);

    /// <summary>Asks one segment after the other: for queries with joins, of which each takes memory as long as it runs.</summary>
    /// <param name="segments">Which segments are asked.</param>
    /// <param name="perSegment">A query of one segment.</param>
    /// <param name="read">Reads a row.</param>
    internal IReadOnlyList<T> AskEach<T>(IEnumerable<SegmentInfo> segments, string perSegment, Func<DuckDBDataReader, T> read)
    {
        var rows = new List<T>();
        foreach (var segment in segments) rows.AddRange(AskOf([segment], perSegment, "", read));
        return rows;
    }

    /// <inheritdoc cref="Ask"/>
    /// <param name="segments">Which segments are asked.</param>
    /// <param name="perSegment">A query of one segment.</param>
    /// <param name="tail">What follows the union, such as an order.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="parameters">Its parameters, by name.</param>
    internal IReadOnlyList<T> AskOf<T>(
        IReadOnlyCollection<SegmentInfo> segments, string perSegment, string tail, Func<DuckDBDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = new List<T>();
        if (segments.Count == 0) return rows;
        using var command = Database.CreateCommand();
        command.CommandText = Union(segments, perSegment) + tail;
        foreach (var (name, value) in parameters) command.Parameters.Add(new DuckDBParameter(name, value));
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Asks a question that names its segments itself, or none.</summary>
    internal IEnumerable<T> Rows<T>(string sql, Func<DuckDBDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        using var command = Database.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        foreach (var (name, value) in parameters) command.Parameters.Add(new DuckDBParameter(name, value));
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return read(reader);
    }

    internal static string Union(IEnumerable<SegmentInfo> segments, string perSegment) =>
        string.Join("\nUNION ALL\n", segments.Select(s => perSegment
            .Replace("{s}", s.Alias, StringComparison.Ordinal).Replace("{n}", s.Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    public void Dispose() => Database.Dispose();

    private void Detach()
    {
        foreach (var number in _attached) Database.Execute(FormattableString.Invariant($"DETACH s{number}"));
    }
}
