namespace Namesake.Policy.Model;

/// <summary>A place in a file that a person can open: line and column count from 1, the column in characters.</summary>
public sealed record SourcePlace(string? File, int Line, int Column)
{
    public override string ToString() => $"{File ?? "(input)"}:{Line}:{Column}";
}
