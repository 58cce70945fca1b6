using System.Collections.Immutable;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Integrity;

namespace Namesake.Ledger.Asking;

/// <summary>How much of a time the ledger has the logs of an account of.</summary>
/// <param name="Days">How many days were asked for.</param>
/// <param name="EmptyDays">On how many of them it has no event of the account.</param>
/// <param name="First">The first of those.</param>
/// <param name="ForgottenBefore">Events of before this time are forgotten, in milliseconds since 1970; null where none of the time are.</param>
/// <param name="State">What verifications found of the logs of the account: the worst of its Regions.</param>
/// <param name="Code">Why they are not proved.</param>
/// <param name="Where">The Region whose logs are not.</param>
/// <param name="WereVerified">Whether anybody verified logs of the account.</param>
public sealed record LedgerReach(int Days, int EmptyDays, long? First, long? ForgottenBefore, CoverageState State, string? Code, string? Where, bool WereVerified);

/// <summary>Tells how far a ledger reaches.</summary>
public static class Reach
{
    private const long Day = 86_400_000;

    /// <param name="reader">The ledger.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="account">The account.</param>
    /// <param name="since">From when on, in milliseconds since 1970.</param>
    /// <param name="until">Before when.</param>
    public static LedgerReach Of(LedgerReader reader, LedgerFolder folder, string account, long since, long until)
    {
        var seen = DaysOf(reader.Snapshot, account, since, until);
        var days = Enumerable.Range(0, (int)((until - 1) / Day - since / Day + 1)).Select(d => since / Day + d).ToList();
        var empty = days.Where(d => !seen.Contains(d)).ToList();
        var hours = VerificationFile.Load(folder).Hours;
        var regions = hours.Trails.Where(t => t.Account == account).Select(t => t.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        var worst = regions.Select(r => (Region: r, Found: hours.Of(account, r, since, until))).OrderByDescending(r => r.Found.State).FirstOrDefault();
        var forgotten = Manifest.Load(folder.Path).ForgottenBefore;
        return new LedgerReach(
            days.Count, empty.Count, empty.Count > 0 ? empty[0] * Day : null, forgotten > since ? forgotten : null,
            regions.IsEmpty ? CoverageState.Undecided : worst.Found.State, worst.Found.Code, worst.Region, !regions.IsEmpty);
    }

    private static HashSet<long> DaysOf(Snapshot snapshot, string account, long since, long until) =>
    [
        .. snapshot.AskOf(
            [.. snapshot.Segments.Where(s => s.Events > 0 && s.From < until && s.To >= since)],
            "SELECT DISTINCT f.time // 86400000 FROM {s}.facts f WHERE f.time >= $since AND f.time < $until AND f.place IN (SELECT l.number FROM {s}.places l WHERE l.account = $account)", "",
            row => row.GetInt64(0), ("since", since), ("until", until), ("account", account)),
    ];
}
