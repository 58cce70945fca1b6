using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>How many digests are in which state, by themselves: their logs are counted apart.</summary>
public sealed record DigestCounts(int Read, int Proved, int Broken, int Undecided, int Backfill);

/// <summary>What came of one trail in one account and Region.</summary>
public sealed record VerifiedTrail(TrailCoverage Coverage, DigestCounts Digests, LogCounts Logs, long? End)
{
    public bool IsProved => Coverage.Spans.All(s => s.State == CoverageState.Proved);
}

/// <summary>A log file that was found, whatever came of it.</summary>
/// <param name="Account">Whose log it is.</param>
/// <param name="Region">Of which Region.</param>
/// <param name="Delivered">When it was delivered by its name, in milliseconds since 1970; null where the name does not say.</param>
/// <param name="Name">The file.</param>
public sealed record FoundLog(string Account, string Region, long? Delivered, string Name);

/// <summary>What came of a verification. <see cref="Faults"/> are findings; an error among the diagnostics is something not decided.</summary>
public sealed record Verification(ImmutableArray<VerifiedTrail> Trails, ImmutableArray<Diagnostic> Faults, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The log files of the places that were looked at.</summary>
    public ImmutableArray<FoundLog> Found { get; init; } = [];

    public Completeness Completeness => new([.. Trails.Select(t => t.Coverage)]);

    public bool IsDecided => Trails.Length > 0 && Trails.All(t => t.Coverage.Spans.All(s => s.State != CoverageState.Undecided)) && !Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Whether every log file at hand is as CloudTrail delivered it, and none is missing.</summary>
    public bool IsProved => Faults.IsEmpty && IsDecided && Trails.All(t => t.IsProved);
}
