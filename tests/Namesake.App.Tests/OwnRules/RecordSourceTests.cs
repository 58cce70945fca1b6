using Namesake.App.OwnRules;
using Namesake.Audit;
using Namesake.Audit.Findings;
using Namesake.Ledger.Asking;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Newtonsoft.Json.Linq;

namespace Namesake.App.Tests.OwnRules;

/// <summary>Records are as their documentation says: an expression that names a member which is not there finds nothing, for ever.</summary>
public sealed class RecordSourceTests
{
    private static RoleFinding Role(string policy) => Assert.Single(RoleAudit.Run([new Role("arn:aws:iam::111122223333:role/team/Dev", "Dev", "/team/", PolicyParser.Parse(policy), new SourcePlace("r.json", 1, 1))], []).Findings);

    private static IEnumerable<string> Members(RuleRecord record) => ((JObject)record.Json).Properties().Select(p => p.Name);

    [Fact]
    public void A_role_has_its_members_and_its_policy_in_one_form()
    {
        var record = RecordSource.Of(Role("""{"Version":"2012-10-17","Statement":{"Sid":"S","Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::444455556666:role/x"],"Service":"ec2.amazonaws.com"},"Action":"sts:*","Condition":{"StringLike":{"STS:RoleSessionName":"${aws:username}"}}}}"""), null);
        Assert.Equal(RecordMembers.Of(RecordKind.Role), Members(record));
        Assert.Equal(("arn:aws:iam::111122223333:role/team/Dev", "111122223333"), (record.Subject.Id, record.Subject.Account));
        Assert.Equal(("111122223333", "/team/"), ((string?)record.Json["account"], (string?)record.Json["path"]));
        var statement = record.Json.SelectToken("trustPolicy.statements[0]")!;
        Assert.Equal(
            """{"sid":"S","effect":"Allow","principals":[{"type":"AWS","value":"111122223333","kind":"account","foreign":false},{"type":"AWS","value":"arn:aws:iam::444455556666:role/x","kind":"role","foreign":true},{"type":"Service","value":"ec2.amazonaws.com","kind":"service","foreign":null}],"notPrincipals":[],"actions":["sts:*"],"notActions":[],"assumes":["sts:AssumeRole","sts:AssumeRoleWithSAML","sts:AssumeRoleWithWebIdentity"],"conditions":[{"operator":"StringLike","key":"sts:rolesessionname","values":["${aws:username}"]}]}""",
            statement.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void A_policy_that_was_not_understood_is_null() => Assert.Equal(JTokenType.Null, RecordSource.Of(Role("{"), null).Json["trustPolicy"]!.Type);

    [Fact]
    public void A_session_has_the_members_of_its_row()
    {
        var row = new SessionRow("arn:aws:iam::111122223333:role/Dev", "111122223333", "alice", "ASIA1", new Origin("IAMUser", "arn:x", "111122223333", "alice", null, null), Evidence.Key, SessionKind.Cli, 0, 1, 2, AddressList.None, null, null, Varies: false, null);
        var record = RecordSource.Of(row);
        Assert.Equal(RecordMembers.Of(RecordKind.Session), Members(record));
        Assert.Equal("ASIA1", record.Subject.Id);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Dev/alice", SessionFacts.Of(row).Arn);
    }

    [Fact]
    public void Events_have_the_members_of_their_lines_and_stay_with_their_subjects()
    {
        var identity = new UserIdentity { Type = "AssumedRole", Arn = "arn:aws:sts::111122223333:assumed-role/Dev/alice", AccessKeyId = "ASIA1" };
        var answer = new Answer(null, Evidence.None, [], [], Complete: false, null, null, "nothing tells");
        Attribution Event(int i) => new(new TrailEvent { Id = new EventId($"event-{i}"), Time = i, Name = "PutObject", Source = "s3.amazonaws.com", Region = "eu-west-1", RecipientAccount = "111122223333", Identity = identity }, answer);
        var records = RecordSource.Of(Enumerable.Range(0, 2_500).Select(Event)).ToList();
        Assert.Equal(2_500, records.Count);
        Assert.All(records, r => Assert.Equal(r.Subject.Id, (string?)r.Json["eventId"]));
        // A workload is there only where one is behind it.
        Assert.Equal(RecordMembers.Of(RecordKind.Event).Where(m => m != "workload"), Members(records[0]));
        Assert.Equal(("eu-west-1", "111122223333"), (records[0].Subject.Region, records[0].Subject.Account));
    }
}
