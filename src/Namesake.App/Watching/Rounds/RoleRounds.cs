using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.App.OwnRules;
using Namesake.Audit;
using Namesake.Audit.Exemptions;
using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Audit.Today;
using Namesake.Audit.Watching;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Roles;

namespace Namesake.App.Watching.Rounds;

/// <summary>Reads roles: all of them, or at least those that changed.</summary>
/// <param name="changed">The roles that are asked for; null for all.</param>
/// <param name="cancellation">Ends the reading.</param>
internal delegate Task<ReadRoles> RoleSource(ImmutableHashSet<RoleKey>? changed, CancellationToken cancellation);

/// <summary>Audits roles and says what was looked at.</summary>
/// <param name="source">Where they are read; null where no roles are watched.</param>
/// <param name="given">What holds beside their trust policies.</param>
/// <param name="by">Rules and exemptions; the date in it is passed over.</param>
/// <param name="clock">The present date.</param>
internal sealed class RoleRounds(RoleSource? source, GivenPremises given, JudgedBy by, TimeProvider clock)
{
    /// <summary>Roles in files, which are read as a whole whatever is asked for.</summary>
    public static RoleSource OfFiles(ImmutableArray<string> inputs) => (_, cancellation) => RoleReader.Read(inputs, cancellation);

    /// <summary>Roles of living accounts, which are read as a whole; trails only where everything is asked for.</summary>
    public static RoleSource OfAccounts(LiveQuestion live) => (changed, cancellation) =>
        LiveRoles.Read(live with { WithTrails = live.WithTrails && changed is null }, keepTexts: false, new Progress<int>(), cancellation);

    /// <param name="changed">Only these are audited; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Round> Run(ImmutableHashSet<RoleKey>? changed, CancellationToken cancellation)
    {
        if (source is null) return new Round([], FindingScope.Nothing, [], 0);
        var read = await source(changed, cancellation);
        var (premises, faults) = await given.Read(read, cancellation);
        // Without a policy of the organization, roles look worse than they are: nothing is said of any.
        if (faults.Any(d => d.Severity == Severity.Error)) return new Round([], FindingScope.Nothing, [.. read.Diagnostics, .. faults], 0);
        var today = by with { Today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) };
        var roles = changed is null ? read.Roles : [.. read.Roles.Where(r => RoleKey.Of(r.Arn) is { } key && changed.Contains(key))];
        var report = Exempting.Apply(RoleAudit.Run(roles, [.. read.Diagnostics, .. faults], premises), by.Exemptions, today.Today);
        var judged = RoleJudgement.Of(report, null, new TodayAudit(read.Identities).Ask, today, read);
        // An account that refuses keeps its own findings, and no other's.
        var refused = read.UnreadAccounts.Select(ReadRoles.PlaceOf).ToHashSet(StringComparer.Ordinal);
        var isRead = !read.Diagnostics.Any(d => d.Severity == Severity.Error && !refused.Contains(d.Place?.File ?? ""));
        // A rule that could not be asked of some role did not find nothing wrong there.
        var scope = judged.Diagnostics.IsEmpty ? ScopeOf(report, read, changed, isRead) : FindingScope.Nothing;
        return new Round(judged.Findings, scope with { NotAsked = read.UnreadTrails.IsEmpty ? RuleCodes.OfLedger(by) : RuleCodes.OfLedger(by).Union(RuleCodes.OfTrails) }, [.. report.Diagnostics, .. judged.Diagnostics], report.Findings.Length) { HasUnreadTrails = !read.UnreadTrails.IsEmpty };
    }

    private static FindingScope ScopeOf(AuditReport report, ReadRoles read, ImmutableHashSet<RoleKey>? changed, bool isRead)
    {
        var undecided = report.Findings.Where(IsUndecided).Select(KeyOf).ToImmutableHashSet();
        var unread = read.UnreadAccounts.Select(a => a.Digits).ToImmutableHashSet(StringComparer.Ordinal);
        var scope = new FindingScope(changed is null && isRead, [.. report.Findings.Select(KeyOf), .. OfTrails(read)], undecided, unread);
        var found = report.Findings.Select(f => RoleKey.Of(f.Role.Arn)).OfType<RoleKey>();
        return isRead && changed is not null ? scope with { Gone = [.. changed.Except(found).Where(r => !unread.Contains(r.Account))] } : scope;
    }

    private static IEnumerable<SubjectKey> OfTrails(ReadRoles read) =>
        read.Trails.SelectMany(t => t.Value.Select(Subjects.Of).Append(Subjects.OfAccount(t.Key.Digits))).Select(SubjectKey.Of);

    private static bool IsUndecided(RoleFinding finding) => finding.Standing == Standing.Unknown || finding.Standing != Standing.Exempt && finding.Role.TrustPolicy.Diagnostics.Any(d => d.Severity == Severity.Error);

    private static SubjectKey KeyOf(RoleFinding finding) => SubjectKey.Of(Subjects.Of(finding.Role));
}
