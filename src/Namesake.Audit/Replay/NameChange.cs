namespace Namesake.Audit.Replay;

/// <summary>Other names with which a call would be let in.</summary>
/// <param name="SessionName">The session name to give; null where the one that was given serves.</param>
/// <param name="SourceIdentity">The source identity to give; null where what was given serves.</param>
/// <param name="IsCertain">False where the log does not tell all that the policy asks.</param>
public sealed record NameChange(string? SessionName, string? SourceIdentity, bool IsCertain);
