using System.Collections.Immutable;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;
using Namesake.Policy.Model;

namespace Namesake.App.Watching.Rounds;

/// <summary>What one round found.</summary>
/// <param name="Findings">What is wrong.</param>
/// <param name="Scope">What it looked at.</param>
/// <param name="Diagnostics">What could not be read or understood.</param>
/// <param name="Roles">How many roles were audited.</param>
internal sealed record Round(ImmutableArray<Finding> Findings, FindingScope Scope, ImmutableArray<Diagnostic> Diagnostics, int Roles)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Whether trails were asked for and not all of them told.</summary>
    public bool HasUnreadTrails { get; init; }

    /// <summary>Whether all was read and decided.</summary>
    public bool IsDecided => !HasErrors && !HasUnreadTrails && Scope.Undecided.IsEmpty;
}
