namespace Namesake.Ledger.Importing;

/// <summary>A file, an object or a stream that events come from.</summary>
/// <param name="Name">How it is called: a path, <c>s3://bucket/key</c>, <c>(stdin)</c>.</param>
/// <param name="Version">What tells it from an earlier state of itself; null where nothing does, as with standard input.</param>
public sealed class ImportedInput(string name, string? version)
{
    public string Name { get; } = name;

    public string? Version { get; } = version;

    /// <summary>Whether it was read to its end: only then is it passed over next time.</summary>
    public bool IsWhole { get; internal set; }
}
