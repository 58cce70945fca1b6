using Namesake.Ledger.Answering;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests;

/// <summary>What made a workload is kept through whatever happens to segments.</summary>
public sealed class WorkloadsInSegmentsTests
{
    private const string Instance = "i-0123456789abcdef0";

    private static string Run(string id, double minute, string instance, string user = "alice") => Event(
        minute, id, "RunInstances", "198.51.100.1", new { type = "IAMUser", userName = user, arn = $"arn:aws:iam::{Account}:user/{user}", accountId = Account, principalId = $"AIDA{user}" }, "ec2.amazonaws.com",
        responseElements: new { instancesSet = new { items = new[] { new { instanceId = instance } } } });

    private static readonly object Identity = new
    {
        type = "AssumedRole", principalId = $"AROAWEB:{Instance}", arn = $"arn:aws:sts::{Account}:assumed-role/Web/{Instance}", accountId = Account, accessKeyId = "ASIAINSTANCE0000001",
        sessionContext = new { attributes = new { creationDate = Text(50) }, ec2RoleDelivery = "2.0" }, inScopeOf = new { issuerType = "AWS::EC2::Instance", credentialsIssuedTo = $"arn:aws:ec2:us-east-1:{Account}:instance/{Instance}" },
    };

    private static readonly string Act = Event(60, "act", "GetObject", "192.0.2.1", Identity);

    private static KnownWorkload? Ask(TestLedger ledger)
    {
        using var snapshot = Snapshot.Open(ledger.Folder);
        var answers = new LedgerAnswers(snapshot);
        return answers.WorkloadOf(answers.OfEvent(new EventId("act"))[0].First);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Who_started_an_instance_is_found_in_each_segment_and_after_they_are_put_together(int segments)
    {
        using var ledger = new TestLedger().Import(Run("run", 10, Instance)).Import(Act);
        for (var i = 2; i < segments; i++) ledger.Import(Run($"other{i}", 10 + i, $"i-{i:D17}", "mallory"));
        var known = Ask(ledger)!;
        Assert.Equal((WorkloadKind.Instance, Instance, $"arn:aws:ec2:us-east-1:{Account}:instance/{Instance}", "scope"), (known.Workload.Kind, known.Workload.Id, known.Workload.Arn, known.Workload.Basis));
        Assert.Equal(("run", "alice", Evidence.Key), (known.Change?.Id.ToString(), known.Behind?.Origin?.UserName, known.Behind?.Evidence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_started_an_instance_outlives_the_event_that_tells_it_and_is_told_once(bool together)
    {
        using var ledger = new TestLedger();
        if (together) ledger.Import(Run("run", 10, Instance), Run("after", 40, "i-00000000000000001"), Act);
        else ledger.Import(Run("run", 10, Instance)).Import(Run("after", 40, "i-00000000000000001"), Act);
        using (var import = LedgerImport.TryBegin(ledger.Folder)!)
        {
            Assert.Equal(1, import.Forget(Time(30)).Events);
            Assert.Equal(0, import.Forget(Time(35)).Events);
        }
        Assert.Equal(("run", "alice"), (Ask(ledger)!.Change?.Id.ToString(), Ask(ledger)!.Behind?.Origin?.UserName));
        using var snapshot = Snapshot.Open(ledger.Folder);
        Assert.Equal(["after", "run"], snapshot.Ask("SELECT w.id FROM {s}.workloads w", row => row.GetString(0)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_happens_later_or_to_others_is_not_told()
    {
        using var ledger = new TestLedger().Import(Run("later", 61, Instance), Run("other", 5, "i-00000000000000001"), Act);
        Assert.Equal((Instance, null), (Ask(ledger)?.Workload.Id, Ask(ledger)?.Change));
    }

    [Fact]
    public void A_session_of_an_instance_is_a_workload()
    {
        using var ledger = new TestLedger().Import(Act);
        var session = Assert.Single(ledger.Sessions());
        Assert.Equal((Namesake.Ledger.Asking.SessionKind.Workload, Instance), (session.Kind, session.Workload?.Id));
    }
}
