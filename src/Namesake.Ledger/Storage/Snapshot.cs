using System.Collections.Immutable;
using System.Globalization;
using DuckDB.NET.Data;
using Namesake.Ledger.Lineage;

namespace Namesake.Ledger.Storage;

/// <summary>
/// The ledger as it was at one moment: its segments, attached to a database in memory for reading only. An import that
/// runs meanwhile does not change it.
/// </summary>
public sealed class Snapshot : IDisposable
{
    /// <summary>An import may replace small segments between the reading of the list and that of the files.</summary>
    internal const int Attempts = 5;

    private readonly LedgerFolder _folder;
    private readonly HashSet<int> _attached;
    private readonly Dictionary<int, SketchFile> _sketches;

    private Snapshot(LedgerFolder folder, DuckDBConnection database, ImmutableArray<SegmentInfo> segments, HashSet<int> attached, Dictionary<int, SketchFile> sketches)
    {
        (_folder, Database, _attached, _sketches) = (folder, database, attached, sketches);
        Segments = segments;
    }

    public ImmutableArray<SegmentInfo> Segments { get; private set; }

    internal DuckDBConnection Database { get; }

    /// <summary>What the running import wrote into some of the segments; null where none runs on this snapshot.</summary>
    internal WrittenLineage? Written { get; set; }

    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public static Snapshot Open(LedgerFolder folder) => Open(folder, attach: true);

    /// <summary>
    /// For questions that few segments can answer: only those are attached, when they are asked. One that an import has
    /// replaced by then is missing.
    /// </summary>
    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    internal static Snapshot OpenUnattached(LedgerFolder folder) => Open(folder, attach: false);

    private static Snapshot Open(LedgerFolder folder, bool attach)
    {
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = new Snapshot(folder, DuckDb.InMemory(), [], [], []);
            try
            {
                foreach (var segment in Manifest.Load(folder.Path).Segments) snapshot.Add(segment, attach);
                return snapshot;
            }
            catch (Exception e) when (e is DuckDBException or IOException)
            {
                snapshot.Dispose();
                if (attempt == Attempts) throw new LedgerException($"a segment of the ledger in \"{folder.Path}\" cannot be read: {e.Message}", e);
            }
            catch
            {
                snapshot.Dispose();
                throw;
            }
        }
    }

    /// <summary>Adds a segment that was written since. It is attached when it is asked.</summary>
    internal void Add(SegmentInfo segment) => Add(segment, attach: false);

    private void Add(SegmentInfo segment, bool attach)
    {
        if (attach) Ensure(segment);
        _sketches.Add(segment.Number, new SketchFile(_folder.SketchOf(segment)));
        Segments = Segments.Add(segment);
    }

    private void Ensure(SegmentInfo segment)
    {
        if (_attached.Contains(segment.Number)) return;
        var path = _folder.PathOf(segment);
        try
        {
            Database.Execute($"ATTACH {DuckDb.Literal(path)} AS {segment.Alias} (READ_ONLY)");
        }
        catch (DuckDBException e) when (!File.Exists(path))
        {
            throw new FileNotFoundException($"\"{path}\" is gone", path, e);
        }
        _attached.Add(segment.Number);
    }

    /// <summary>The same ledger as if it had only these segments. It lives no longer than this one.</summary>
    internal Snapshot Only(IEnumerable<SegmentInfo> segments) => new(_folder, Database, [.. segments], _attached, _sketches);

    /// <summary>What a segment may hold.</summary>
    /// <exception cref="LedgerException">The segment is damaged.</exception>
    internal SegmentSketch SketchOf(SegmentInfo segment) => _sketches[segment.Number].Sketch;

    /// <summary>The segments that may hold a text at a place.</summary>
    internal SegmentInfo[] Holding(TermOf kind, string text) => [.. Segments.Where(s => SketchOf(s).MayHold(kind, text))];

    internal void Detach(SegmentInfo segment)
    {
        if (_attached.Remove(segment.Number)) Database.Execute($"DETACH {segment.Alias}");
        if (_sketches.Remove(segment.Number, out var sketch)) sketch.Dispose();
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
        foreach (var segment in segments) Ensure(segment);
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

    public void Dispose()
    {
        Database.Dispose();
        foreach (var sketch in _sketches.Values) sketch.Dispose();
        _sketches.Clear();
    }

    /// <summary>A sketch that is read when it is asked for. It is open before that, so that nobody can take it away.</summary>
    private sealed class SketchFile(string path) : IDisposable
    {
        private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);

        public SegmentSketch Sketch => field ??= SegmentSketch.Of(_stream);

        public void Dispose() => _stream.Dispose();
    }
}
