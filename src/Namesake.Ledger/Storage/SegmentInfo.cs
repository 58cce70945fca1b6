namespace Namesake.Ledger.Storage;

/// <summary>A segment: a DuckDB file that is written once, appears whole and is never changed.</summary>
/// <param name="Number">Its number; later ones were written later.</param>
/// <param name="Events">How many events it holds.</param>
/// <param name="From">The time of its first event, in milliseconds since 1970.</param>
/// <param name="To">The time of its last event.</param>
public sealed record SegmentInfo(int Number, long Events, long From, long To)
{
    /// <summary>Whether it holds what remains of a forgotten time: no events, but the credentials that later ones were made with.</summary>
    public bool IsRemnant { get; init; }

    /// <summary>Whether it holds events as their logs have them.</summary>
    public bool HasRaw { get; init; }

    /// <summary>Whether it holds what issuing events tell of their calls; segments of before that was kept do not.</summary>
    public bool HasCalls { get; init; }

    public string File => FormattableString.Invariant($"segment-{Number:D6}.duckdb");

    /// <summary>The file that says what it may hold.</summary>
    public string SketchFile => FormattableString.Invariant($"segment-{Number:D6}.sketch");

    /// <summary>Its name inside a query.</summary>
    internal string Alias => FormattableString.Invariant($"s{Number}");
}
