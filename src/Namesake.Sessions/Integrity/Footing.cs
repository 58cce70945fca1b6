using System.Collections.Immutable;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Sessions.Integrity;

/// <summary>Logs that an answer rests on: those in which its events stand, and what is known of them.</summary>
/// <param name="Account">The account that they were delivered for; null where the events do not say.</param>
/// <param name="Region">The Region.</param>
/// <param name="From">When they were delivered at the earliest, in milliseconds since 1970.</param>
/// <param name="Until">When at the latest, by CloudTrail's usual delay.</param>
/// <param name="State">What is known of them.</param>
/// <param name="Code">Why they are not proved.</param>
public sealed record LogGround(string? Account, string? Region, long From, long Until, CoverageState State, string? Code);

/// <summary>The logs in which a session's issuing event would stand, which is not at hand.</summary>
/// <param name="Account">The session's account.</param>
/// <param name="Regions">The Regions in whose logs it was looked for: STS logs where its endpoint is.</param>
/// <param name="From">When it was issued at the earliest, in milliseconds since 1970.</param>
/// <param name="Until">When at the latest.</param>
/// <param name="State">Proved where all of them are complete, so that no gap has it; broken where one has a gap; else undecided.</param>
/// <param name="Code">Why they are not proved.</param>
/// <param name="Where">The Region that is in the way.</param>
public sealed record MissingIssue(string Account, ImmutableArray<string> Regions, long From, long Until, CoverageState State, string? Code, string? Where);

/// <summary>What the logs are worth that an answer rests on, and whether an issuing event that is missing can be in a gap of them.</summary>
public sealed record Footing(ImmutableArray<LogGround> Grounds, MissingIssue? Missing)
{
    /// <summary>The worst of the grounds.</summary>
    public CoverageState State => Grounds.Max(g => g.State);

    public static Footing Of(Attribution attribution, Completeness completeness)
    {
        var (e, answer) = (attribution.Event, attribution.Answer);
        var places = answer.Chain.Select(c => (c.RecipientAccount, c.Region, c.Time))
            .Prepend((RecipientAccount: e.RecipientAccount ?? e.Identity.AccountId, e.Region, e.Time)).Distinct();
        return new Footing([.. places.Select(p => Ground(p.RecipientAccount, p.Region, p.Time, completeness))], MissingOf(e, answer, completeness));
    }

    private static LogGround Ground(string? account, string? region, long time, Completeness completeness)
    {
        var (state, code) = account is null || region is null ? (CoverageState.Undecided, "no-place") : completeness.Of(account, region, time, time);
        return new LogGround(account, region, time, time + Completeness.UsualDelay, state, code);
    }

    private static MissingIssue? MissingOf(in TrailEvent e, Answer answer, Completeness completeness)
    {
        if (answer.Grant is not null || answer.Evidence == Evidence.Ambiguous) return null;
        var last = answer.Chain.IsEmpty ? null : answer.Chain[^1];
        return IssuingHours.Of(last?.Caller ?? e.Identity, last?.Time ?? e.Time, last is null ? e.Region : last.Region) is { } hours ? hours.In(completeness) : null;
    }
}
