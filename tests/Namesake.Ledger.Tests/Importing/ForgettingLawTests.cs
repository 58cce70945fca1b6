using System.Globalization;
using CsCheck;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Tests.World;

namespace Namesake.Ledger.Tests.Importing;

/// <summary>The law of forgetting: whatever is forgotten, the events that remain have the answers that they had.</summary>
public sealed class ForgettingLawTests
{
    private const int Ledgers = 30;

    private static readonly long[] Seconds = [0, 1, 2, 60, 3_600, 3_601, 5_000, 20_000, 44_000, 50_000, 50_001];

    private static readonly Gen<long> Times = One(Seconds).Select(s => At.Noon + s * At.Second);

    private static readonly Gen<PolicyChange> Policies =
        from at in Times
        from role in One("Support", "Deploy", "support")
        from what in One("CreateRole", "UpdateAssumeRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole")
        from id in Gen.Int[0, 99]
        select new PolicyChange(new EventId($"p{id}-{at}"), at - 3_600_000, what, Who.Home, role, what == "DeleteRole" ? null : $"document {id % 3}");

    private static readonly Gen<(IReadOnlyList<Delivery> Log, PolicyChange[] Policies, int Segments, long[] Cuts)> Cases =
        from log in RandomLog.Deliveries
        from policies in Policies.Array[0, 4]
        from segments in Gen.Int[1, 4]
        from cuts in Times.Array[1, 2]
        select (log, policies, segments, cuts);

    [Fact]
    public void Events_that_remain_keep_their_answers_and_the_others_are_gone()
    {
        var (forgotten, remained, chained) = (0, 0, 0);
        Cases.Sample(
            c =>
            {
                using var ledger = new Scratch();
                Import(ledger.Folder, c);
                var before = AnswersOf(ledger.Folder, c.Log);
                foreach (var cut in c.Cuts)
                {
                    using var import = LedgerImport.TryBegin(ledger.Folder, Proof)!;
                    import.Forget(cut);
                }
                var last = c.Cuts.Max();
                var expected = c.Log.Where(d => d.Event.Time >= last).Select(d => d.Event.Id.ToString()).ToDictionary(id => id, id => before[id]);
                Assert.Equal(expected, AnswersOf(ledger.Folder, c.Log));
                Assert.Equal(expected.Count, Manifest.Load(ledger.Folder.Path).Events);
                Interlocked.Add(ref forgotten, c.Log.Count - expected.Count);
                Interlocked.Add(ref remained, expected.Count);
                Interlocked.Add(ref chained, expected.Values.Count(a => !a.Contains("[]", StringComparison.Ordinal)));
            },
            iter: Ledgers);
        // A law about nothing holds.
        Assert.True(forgotten > Ledgers && remained > Ledgers && chained > Ledgers / 4, $"{forgotten} forgotten, {remained} remained, {chained} with a chain");
    }

    private static Gen<T> One<T>(params T[] among) => Gen.Int[0, among.Length - 1].Select(i => among[i]);

    private static void Import(LedgerFolder folder, (IReadOnlyList<Delivery> Log, PolicyChange[] Policies, int Segments, long[] Cuts) c)
    {
        using var import = LedgerImport.TryBegin(folder, Proof)!;
        for (var segment = 0; segment < c.Segments; segment++)
        {
            var buffer = new FactBuffer(100_000, _ => Assert.Fail("too many events for a test"));
            buffer.Begin(new ImportedInput($"log {segment}", $"v{segment}"));
            foreach (var (e, issued, grant) in c.Log.Where((_, i) => i * 7 % c.Segments == segment))
            {
                buffer.Part.Add(in e);
                if (issued is not null) buffer.Part.Issued.Add(issued);
                if (grant is not null) buffer.Part.Grants.Add(grant);
            }
            buffer.Part.Policies.AddRange(c.Policies.Where((_, i) => i % c.Segments == segment));
            buffer.EndWhole();
            import.Commit([buffer.Detach()]);
        }
    }

    private static Dictionary<string, string> AnswersOf(LedgerFolder folder, IReadOnlyList<Delivery> log)
    {
        using var snapshot = Snapshot.Open(folder);
        var answers = new LedgerAnswers(snapshot, Proof);
        return log.Select(d => (d.Event.Id, Found: answers.OfEvent(d.Event.Id))).Where(a => a.Found.Count > 0)
            .ToDictionary(a => a.Id.ToString(), a => AnswerText.Of(a.Found[0].First.Answer));
    }

    // No proof of anything, but an answer that tells on which policy it rests.
    private static EnforcedName? Proof(PolicyChange policy, string roleArn, string sessionName, string? sourceIdentity) =>
        policy.Document == "document 0" ? null : new EnforcedName(new Origin("Unknown", null, null, string.Create(CultureInfo.InvariantCulture, $"{sessionName} by {policy.Id}"), null, null), "session name");

    private sealed class Scratch : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("namesake-forget-").FullName;

        public LedgerFolder Folder => new(Path.Combine(_path, "ledger"));

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
