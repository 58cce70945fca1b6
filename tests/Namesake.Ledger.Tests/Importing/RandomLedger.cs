using System.Globalization;
using CsCheck;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Tests.World;

namespace Namesake.Ledger.Tests.Importing;

/// <summary>A ledger of random logs in a folder of its own, gone when it ends.</summary>
internal sealed class RandomLedger : IDisposable
{
    private static readonly long[] Seconds = [0, 1, 2, 60, 3_600, 3_601, 5_000, 20_000, 44_000, 50_000, 50_001];

    private static readonly Gen<long> Times = One(Seconds).Select(s => At.Noon + s * At.Second);

    private static readonly Gen<PolicyChange> Policies =
        from at in Times
        from role in One("Support", "Deploy", "support")
        from what in One("CreateRole", "UpdateAssumeRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole")
        from id in Gen.Int[0, 99]
        select new PolicyChange(new EventId($"p{id}-{at}"), at - 3_600_000, what, Who.Home, role, what == "DeleteRole" ? null : $"document {id % 3}");

    // Chains that end after they began: a user's session, the session that it assumes, one from the console.
    private static readonly Gen<IReadOnlyList<Delivery>> Chains =
        from start in Times
        from steps in One(0L, 1, 3_000, 3_600).Array[3]
        from console in Gen.Bool
        select Chain(start, steps, console);

    /// <summary>A log, changes of policies, into how many segments they are divided, and times up to which is forgotten.</summary>
    public static readonly Gen<(IReadOnlyList<Delivery> Log, PolicyChange[] Policies, int Segments, long[] Cuts)> Cases =
        from random in RandomLog.Deliveries
        from chain in Chains
        from policies in Policies.Array[0, 4]
        from segments in Gen.Int[1, 3]
        from cuts in Times.Array[1, 2]
        select ((IReadOnlyList<Delivery>)[.. random, .. chain], policies, segments, cuts);

    private readonly string _path = Directory.CreateTempSubdirectory("namesake-random-").FullName;

    public LedgerFolder Folder => new(Path.Combine(_path, "ledger"));

    public void Import((IReadOnlyList<Delivery> Log, PolicyChange[] Policies, int Segments, long[] Cuts) c)
    {
        using var import = LedgerImport.TryBegin(Folder, Proof)!;
        for (var segment = 0; segment < c.Segments; segment++) Commit(import, c, segment);
    }

    /// <summary>Commits one of the parts that a case is divided into.</summary>
    public static void Commit(LedgerImport import, (IReadOnlyList<Delivery> Log, PolicyChange[] Policies, int Segments, long[] Cuts) c, int segment)
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

    /// <summary>The answers for all events of sessions, and, as the segments keep them, for a few.</summary>
    public SortedDictionary<string, string> AnswersOf(IReadOnlyList<Delivery> log, int few = 5)
    {
        using var snapshot = Snapshot.Open(Folder);
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (e, answer) in new LedgerAttributions(snapshot, Proof).All()) answers.Add(e.Id.ToString(), AnswerText.Of(answer));
        var kept = new LedgerAnswers(snapshot, Proof);
        foreach (var delivery in log.TakeLast(few))
            foreach (var found in kept.OfEvent(delivery.Event.Id))
                answers.Add($"{found.First.Event.Id} as kept", AnswerText.Of(found.First.Answer));
        return answers;
    }

    /// <summary>No proof of anything, but an answer that tells on which policy it rests.</summary>
    public static EnforcedName? Proof(PolicyChange policy, string roleArn, string sessionName, string? sourceIdentity) =>
        policy.Document == "document 0" ? null : new EnforcedName(new Origin("Unknown", null, null, string.Create(CultureInfo.InvariantCulture, $"{sessionName} by {policy.Id}"), null, null), "session name");

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static IReadOnlyList<Delivery> Chain(long start, long[] steps, bool console)
    {
        var log = new Log();
        var (second, third) = (start + steps[0] * At.Second, start + (steps[0] + steps[1]) * At.Second);
        var first = log.Assume(Who.User("alice"), "Support", "bob", start, "ASIACHAIN1", id: "chain-1");
        var next = log.Assume(first.Identity, "Deploy", "deploy", second, "ASIACHAIN2", id: "chain-2", console: console, sourceIdentity: "alice");
        log.Act(first, third, id: "chain-3");
        log.Act(next, third + steps[2] * At.Second, console, id: "chain-4");
        return log.Deliveries;
    }

    private static Gen<T> One<T>(params T[] among) => Gen.Int[0, among.Length - 1].Select(i => among[i]);
}
