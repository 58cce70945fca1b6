using Namesake.Ledger.Asking;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Asking;

public sealed class CredentialsTests
{
    private const string Key = "ASIAALICE00000000001";

    [Fact]
    public void A_credential_has_who_asked_for_it_and_what_was_done_with_it_in_any_segment()
    {
        using var ledger = new TestLedger().Import(Assume("alice", "Deploy", "alice", Key, 10, "c1"), BySession("Deploy", "alice", Key, 12, "c2"))
            .Import(BySession("Deploy", "alice", Key, 14, "c3"), Assume("alice", "Deploy", "alice", Key, 10, "c1"), Assume("bob", "Support", "bob", "ASIABOB0000000000001", 20, "c4"));
        using var reader = ledger.Open();
        var found = Credentials.Find(reader, Filter.None, int.MaxValue);
        Assert.Equal(["c4", "c1"], found.Rows.Select(r => r.Issued.Id.ToString()));
        Assert.Equal(("alice", 2L, Time(12), Time(14)), (found.Rows[1].Person!.UserName, found.Rows[1].Events, found.Rows[1].First, found.Rows[1].Last));
        Assert.Equal((0L, (long?)null), (found.Rows[0].Events, found.Rows[0].First));
        Assert.Single(Credentials.Find(reader, new Filter { Person = PersonForms.Of("bob", Aliases.None) }, 5).Rows);
        Assert.Single(Credentials.Find(reader, new Filter { Role = "deploy", SessionName = "Alice", Since = Time(10), Until = Time(11) }, 5).Rows);
        Assert.Equal(2, Credentials.Find(reader, Filter.None, 1).Total);
    }
}
