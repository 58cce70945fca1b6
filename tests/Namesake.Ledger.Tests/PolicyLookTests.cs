using System.Globalization;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Tests;

/// <summary>Trust policies that were looked at, not logged. The policy "strict" is proved to name its caller; no other is.</summary>
public sealed class PolicyLookTests
{
    private const string Asked = "asked";

    [Fact]
    public void A_look_decides_for_sessions_after_it_whichever_comes_first()
    {
        foreach (var isFirst in (bool[])[true, false])
        {
            using var ledger = Ledger();
            if (isFirst) ledger.Record(Look(10, "strict"));
            ledger.Import(Act(5, "a"), Act(15, Asked));
            if (!isFirst) Assert.Equal((1, 2L), ledger.Record(Look(10, "strict")));
            Assert.Equal("enforced-name", EvidenceOf(ledger, Asked));
            // Who knows what it was before.
            Assert.Equal("claimed-name", EvidenceOf(ledger, "a"));
            Assert.Contains("as audited on 2025-03-03T00:10:00Z", ReasonOf(ledger, Asked), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_unchanged_policy_may_be_recorded_for_ever_and_the_ledger_stays_small_and_answers_the_same()
    {
        using var ledger = Ledger();
        ledger.Import(Act(3_000, Asked));
        var reasons = new HashSet<string>();
        for (var minute = 1; minute <= 100; minute++)
        {
            // Only the first is news.
            Assert.Equal((1, minute == 1 ? 1L : 0L), ledger.Record(Look(minute, "strict")));
            Assert.Equal((0, 0L), ledger.Record(Look(minute, "strict")));
            if (minute % 10 == 0) reasons.Add(ReasonOf(ledger, Asked));
        }
        Assert.Contains("as audited on 2025-03-03T00:01:00Z", Assert.Single(reasons), StringComparison.Ordinal);
        using var snapshot = Snapshot.Open(ledger.Folder);
        Assert.InRange(snapshot.Segments.Length, 1, 16);
        var kept = snapshot.Ask("SELECT p.time FROM {s}.policies p", row => row.GetInt64(0));
        Assert.InRange(kept.Count, 2, 18);
        // The first and the last, whatever was put together in between.
        Assert.Equal((Trail.Time(1), Trail.Time(100)), (kept.Min(), kept.Max()));
    }

    [Fact]
    public void A_change_that_arrives_late_and_cannot_have_been_the_last_is_not_relied_on()
    {
        using var ledger = Ledger();
        ledger.Record(Look(10, "loose"));
        ledger.Record(Look(30, "loose"));
        ledger.Import(Update(20, "strict"), Act(25, "between"), Act(40, Asked));
        Assert.Equal("claimed-name", EvidenceOf(ledger, Asked));
        // By the log it was strict then, but the change back is missing: it may have been before.
        Assert.Equal("claimed-name", EvidenceOf(ledger, "between"));
        ledger.Import(Update(28, "loose"));
        Assert.Equal("enforced-name", EvidenceOf(ledger, "between"));
    }

    [Fact]
    public void Two_texts_that_prove_the_same_name_leave_no_doubt()
    {
        using var ledger = Ledger();
        ledger.Import(Update(10, "strict"), Act(20, Asked));
        // IAM gives a document back otherwise than it was handed in.
        ledger.Record(Look(30, "strict too"));
        Assert.Equal("enforced-name", EvidenceOf(ledger, Asked));
        Assert.Contains("in force since 2025-03-03T00:10:00Z (UpdateAssumeRolePolicy", ReasonOf(ledger, Asked), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_record_makes_no_ledger()
    {
        using var ledger = Ledger();
        Assert.Equal((0, 0L), ledger.Record());
        Assert.False(ledger.Folder.Exists);
    }

    private static TestLedger Ledger() => new()
    {
        Proof = (policy, _, _, _) => policy.Document?.StartsWith("strict", StringComparison.Ordinal) == true ? new EnforcedName(new Origin("IAMUser", "arn:aws:iam::111122223333:user/alice", Trail.Account, "alice", null, null), "session name") : null,
    };

    private static PolicyChange Look(double minute, string document) => PolicyChange.Seen(Trail.Time(minute), Trail.Account, "Deploy", document);

    /// <summary>A session of its own, named by the key.</summary>
    private static string Act(double minute, string key) =>
        Trail.BySession("Deploy", "alice", $"ASIAEXAMPLE{key.ToUpperInvariant()}", minute, $"00000000-0000-4000-8000-{minute.ToString("000000000000", CultureInfo.InvariantCulture)}");

    private static string Update(double minute, string document) => Trail.Event(
        minute, $"10000000-0000-4000-8000-{minute.ToString("000000000000", CultureInfo.InvariantCulture)}", "UpdateAssumeRolePolicy", "198.51.100.1", new { type = "Root", accountId = Trail.Account, arn = "arn:aws:iam::111122223333:root" },
        "iam.amazonaws.com", new { roleName = "Deploy", policyDocument = document });

    private static string EvidenceOf(TestLedger ledger, string key) => Column(ledger, "evidence", key);

    private static string ReasonOf(TestLedger ledger, string key) => Column(ledger, "reason", key);

    private static string Column(TestLedger ledger, string column, string key) =>
        Assert.IsType<string>(Assert.Single(Assert.Single(ledger.Sql($"SELECT {column} FROM events WHERE access_key = 'ASIAEXAMPLE{key.ToUpperInvariant()}'"))));
}
