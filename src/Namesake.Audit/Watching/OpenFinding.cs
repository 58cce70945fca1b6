using Namesake.Audit.Rules;

namespace Namesake.Audit.Watching;

/// <summary>A finding that is not known to be resolved.</summary>
/// <param name="Finding">As it was found last.</param>
/// <param name="Since">When it was found first, in milliseconds since 1970.</param>
/// <param name="LastSeen">When it was found last.</param>
public sealed record OpenFinding(Finding Finding, long Since, long LastSeen);
