using Namesake.Ledger.Asking;
using Namesake.Sessions.Attributions;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Asking;

public sealed class PeopleTests
{
    private const string Other = "444455556666";

    private static readonly string[] Log =
    [
        ByUser("alice", 1, "p1"), ByUser("alice", 2, "p2", account: Other, address: "203.0.113.7"),
        Assume("alice", "Deploy", "alice", "ASIAALICE00000000001", 10, "p3"), BySession("Deploy", "alice", "ASIAALICE00000000001", 12, "p4"),
        BySession("Support", "alice", "ASIALOST000000000001", 20, "p5"),
    ];

    [Fact]
    public void Users_of_one_name_in_two_accounts_stay_two_and_a_claim_is_a_third()
    {
        using var ledger = new TestLedger().Import(Log);
        var people = ledger.People();
        Assert.Equal(3, people.Count);
        var own = Assert.Single(people, p => p.Origins[0].Account == Account);
        Assert.Equal((2, 3L, Time(1), Time(12)), (own.Sessions, own.Events, own.First, own.Last));
        Assert.Equal([$"arn:aws:iam::{Account}:role/Deploy"], own.Roles);
        Assert.Equal((Evidence.Key, Evidence.Key), (own.Strongest, own.Weakest));
        Assert.Equal(Evidence.ClaimedName, Assert.Single(people, p => p.Origins[0].Type == "Unknown").Strongest);
    }

    [Fact]
    public void Aliases_make_one_person_of_what_they_name_and_of_no_claim()
    {
        using var ledger = new TestLedger().Import(Log);
        var aliases = new Aliases([new DeclaredPerson("Alice Adams", [$"arn:aws:iam::{Account}:user/alice", $"alice@{Other}"])]);
        var people = ledger.People(aliases);
        Assert.Equal(["alice", "Alice Adams"], people.Select(p => p.Person));
        Assert.Equal((2, 4L, 2), (people[1].Origins.Length, people[1].Events, people[1].Addresses.Count));
        Assert.Equal("Unknown", people[0].Origins[0].Type);
        Assert.Equal(3, ledger.Sessions(new Filter { Person = PersonForms.Of("alice adams", aliases) }).Count);
        Assert.Equal(4, ledger.Timeline("Alice Adams", aliases).Count);
    }

    [Fact]
    public void A_bare_name_in_an_alias_is_nobodys()
    {
        using var ledger = new TestLedger().Import(Log);
        Assert.Equal(3, ledger.People(new Aliases([new DeclaredPerson("Alice Adams", ["alice"])])).Count);
    }

    [Fact]
    public void A_late_issuing_event_moves_a_session_to_its_person()
    {
        using var ledger = new TestLedger().Import(Log).Import(Assume("bob", "Support", "alice", "ASIALOST000000000001", 19, "p6"));
        var people = ledger.People();
        Assert.DoesNotContain(people, p => p.Origins[0].Type == "Unknown");
        var bob = Assert.Single(people, p => p.Person == "bob");
        Assert.Equal((2L, 1), (bob.Events, bob.Contradictions));
    }

    [Fact]
    public void With_a_time_only_those_are_people_who_did_something_then()
    {
        using var ledger = new TestLedger().Import(Log);
        var person = Assert.Single(ledger.People(filter: new Filter { Since = Time(2), Until = Time(3) }));
        Assert.Equal((Other, 1L), (person.Origins[0].Account, person.Events));
    }
}
