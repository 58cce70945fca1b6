using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.App.OwnRules;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.App.Watching.Rounds;

/// <summary>
/// Asks rules about the sessions and events of the ledger, those of the last month, and about changes of trust policies. A finding
/// about a session that is older is forgotten, untold: nobody mended anything.
/// </summary>
/// <param name="folder">The ledger.</param>
/// <param name="by">Rules and exemptions; the date in it is passed over.</param>
/// <param name="clock">The present date.</param>
internal sealed class SessionRounds(LedgerFolder folder, JudgedBy by, TimeProvider clock)
{
    public const int Days = 30;

    /// <returns>What was found of the past, and of changes whose outcome lasts; nothing where the ledger is empty.</returns>
    /// <exception cref="Ledger.LedgerException">It is damaged.</exception>
    public ImmutableArray<Round> Run(CancellationToken cancellation)
    {
        var times = Manifest.Load(folder.Path).Segments.Where(s => s.Events > 0).Select(s => s.To).ToList();
        if (times.Count == 0) return [];
        var now = clock.GetUtcNow();
        var filter = Filter.None with { Since = Retention.KeptSince(times.Max(), now, Days) };
        if (LedgerJudgement.Of(folder, by with { Today = DateOnly.FromDateTime(now.UtcDateTime) }, filter, cancellation) is not { } judged) return [];
        var (changes, past) = (judged.Findings.Where(IsOfChange).ToImmutableArray(), judged.Findings.Where(f => !IsOfChange(f) && f.Subject.Kind != SubjectKind.Exemption).ToImmutableArray());
        // A rule that could not be asked of some session did not find nothing wrong there.
        return [new Round(past, judged.Diagnostics.IsEmpty ? PastScope(filter, now) : FindingScope.Nothing, judged.Diagnostics, 0), new Round(changes, FindingScope.Everything with { Codes = RuleCodes.OfChanges }, [], 0)];
    }

    private FindingScope PastScope(Filter filter, DateTimeOffset now)
    {
        using var reader = LedgerReader.TryOpen(folder);
        if (reader is null) return FindingScope.Nothing;
        var sessions = Ledger.Asking.Sessions.Find(reader, filter, int.MaxValue).Rows.Select(SessionFacts.Of).ToList();
        var roles = sessions.Select(s => s.RoleArn).OfType<string>().Select(Subjects.OfRole);
        var seen = sessions.Select(Subjects.Of).Concat(roles).Select(SubjectKey.Of).ToImmutableHashSet();
        var lapsed = now.ToUnixTimeMilliseconds() - (long)TimeSpan.FromDays(Days).TotalMilliseconds;
        return new FindingScope(false, seen, [], []) { Codes = RuleCodes.OfPast(by), LapsedBefore = lapsed };
    }

    private static bool IsOfChange(Finding finding) => RuleCodes.OfChanges.Contains(finding.Code);
}
