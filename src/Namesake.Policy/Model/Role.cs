namespace Namesake.Policy.Model;

/// <summary>A role as far as its trust is concerned.</summary>
/// <param name="Arn">Its ARN; null for a bare document or one not yet deployed.</param>
/// <param name="Name">Its name, where the input has one.</param>
/// <param name="Path">Its path, <c>/</c> by default.</param>
/// <param name="TrustPolicy">Its trust policy as read.</param>
/// <param name="Place">Where the trust policy stands.</param>
public sealed record Role(string? Arn, string? Name, string? Path, ParsedPolicy TrustPolicy, SourcePlace Place)
{
    /// <summary>The text of the trust policy, where whoever reads it asked to keep it: it holds on to its whole file.</summary>
    public Parsing.SourceText? Text { get; init; }

    /// <summary>How a person calls it.</summary>
    public string Label => Name ?? Arn ?? Place.ToString();
}
