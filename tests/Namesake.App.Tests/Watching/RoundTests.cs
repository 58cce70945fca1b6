using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Namesake.App.Commands;
using Namesake.App.Watching.Rounds;
using Namesake.App.Watching.Settings;
using Namesake.Audit.Watching;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sources.Roles;

namespace Namesake.App.Tests.Watching;

public sealed class RoundTests : IDisposable
{
    private const string Account = "111122223333";

    private static readonly GivenPremises NoPremises = new([], [], []);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly WatchedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Listing(params string[] roles) => _folder.Write("roles.json", $$"""{"IsTruncated":false,"Roles":[{{string.Join(',', roles)}}]}""");

    private static string Role(string name, string principal = "arn:aws:iam::111122223333:root", string extra = "") =>
        $$$"""{"RoleName":"{{{name}}}","Arn":"arn:aws:iam::111122223333:role/{{{name}}}","Path":"/","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{principal}}}"},"Action":"sts:AssumeRole"{{{extra}}}}]}}""";

    private Task<Round> Run(string input, GivenPremises? given = null, params string[] changed) =>
        new RoleRounds(RoleRounds.OfFiles([input]), given ?? NoPremises, new JudgedBy([], [], default), _clock).Run(changed.Length == 0 ? null : [.. changed.Select(c => RoleKey.Of(Account, c))], Stop);

    [Fact]
    public async Task A_whole_listing_covers_what_is_not_in_it_any_more()
    {
        var round = await Run(Listing(Role("A")));
        Assert.Equal("role-forgeable", Assert.Single(round.Findings).Code);
        Assert.True(round.Scope.Covers(Watched.Finding("Gone")));
    }

    [Fact]
    public async Task One_that_was_not_read_whole_covers_only_what_was_read()
    {
        _folder.Write("more.json", "{\"Roles\":[");
        Listing(Role("A"));
        var round = await Run(_folder.Path);
        Assert.Equal((true, false), (round.Scope.Covers(Watched.Finding("A")), round.Scope.Covers(Watched.Finding("Gone"))));
    }

    [Fact]
    public async Task An_account_that_refuses_keeps_its_findings_and_no_other_s()
    {
        var (refusing, whole) = (AccountId.Of("444455556666"), await RoleReader.Read([Listing(Role("A"))], Stop));
        var read = whole with
        {
            UnreadAccounts = [refusing],
            Diagnostics = [new Diagnostic(Severity.Error, "aws-denied", "access is denied", new SourcePlace(ReadRoles.PlaceOf(refusing), 1, 1))],
        };
        var rounds = new RoleRounds((_, _) => Task.FromResult(read), NoPremises, new JudgedBy([], [], default), _clock);
        var there = Watched.Finding("Gone") with { Subject = Watched.Finding("Gone").Subject with { Id = "arn:aws:iam::444455556666:role/Gone", Account = "444455556666" } };
        var round = await rounds.Run(null, Stop);
        Assert.Equal((true, false, true), (round.Scope.Covers(Watched.Finding("Gone")), round.Scope.Covers(there), round.HasErrors));
        var part = await rounds.Run([RoleKey.Of(Account, "Gone"), RoleKey.Of("444455556666", "Gone")], Stop);
        Assert.Equal((true, false), (part.Scope.Covers(Watched.Finding("Gone")), part.Scope.Covers(there)));
    }

    [Fact]
    public async Task Trails_that_were_not_told_are_not_all_well()
    {
        var read = await RoleReader.Read([Listing()], Stop);
        Round[] rounds = [await Of(read), await Of(read with { UnreadTrails = [AccountId.Of(Account)] })];
        Assert.Equal([true, false], rounds.Select(r => r.IsDecided));

        Task<Round> Of(ReadRoles roles) => new RoleRounds((_, _) => Task.FromResult(roles), NoPremises, new JudgedBy([], [], default), _clock).Run(null, Stop);
    }

    [Fact]
    public async Task A_role_that_is_not_decided_keeps_its_findings()
    {
        var round = await Run(Listing(Role("A", principal: "not a principal")));
        Assert.Equal("role-unknown", Assert.Single(round.Findings).Code);
        Assert.False(round.Scope.Covers(Watched.Finding("A")));
    }

    [Fact]
    public async Task Of_changed_roles_only_those_are_audited_and_one_that_is_missing_is_gone()
    {
        var round = await Run(Listing(Role("A"), Role("B")), null, "a", "Missing");
        Assert.Equal("arn:aws:iam::111122223333:role/A", Assert.Single(round.Findings).Subject.Id);
        Assert.Equal((true, false, true), (round.Scope.Covers(Watched.Finding("A")), round.Scope.Covers(Watched.Finding("B")), round.Scope.Covers(Watched.Finding("Missing"))));
    }

    [Fact]
    public async Task A_round_of_roles_says_nothing_of_what_was_found_in_the_ledger()
    {
        var round = await Run(Listing(Role("A")));
        Assert.False(round.Scope.Covers(Watched.Finding("A") with { Code = "unattributable-use" }));
        Assert.False(round.Scope.Covers(Watched.Finding("A") with { Code = "policy-lost-attribution" }));
    }

    [Fact]
    public async Task Without_an_organization_s_policy_nothing_is_said_of_any_role()
    {
        var round = await Run(Listing(Role("A")), new GivenPremises([_folder.Write("scp.json", "{")], [], []));
        Assert.Empty(round.Findings);
        Assert.True(round.HasErrors);
        Assert.False(round.Scope.Covers(Watched.Finding("A")));
    }

    [Fact]
    public async Task Changed_roles_are_looked_at_at_once_and_once_more_when_IAM_has_settled()
    {
        using var news = new LogNews(_clock);
        var change = new PolicyChange(new EventId("e1"), 0, "UpdateAssumeRolePolicy", Account, "A", null);
        var far = _clock.GetUtcNow().AddDays(1);
        var waiting = news.WaitUntil(far, Stop);
        news.Add([change, change]);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Stop);
        Assert.Equal(RoleKey.Of(Account, "a"), Assert.Single(news.TakeRoles()));
        Assert.True(news.TakeArrived());
        Assert.False(news.TakeArrived());
        Assert.Empty(news.TakeRoles());
        var took = await _clock.RunUntil(news.WaitUntil(far, Stop));
        Assert.InRange(took, LogNews.Settling - TimeSpan.FromSeconds(1), LogNews.Settling + TimeSpan.FromSeconds(1));
        Assert.Single(news.TakeRoles());
        Assert.Empty(news.TakeRoles());
    }

    [Theory]
    [InlineData("*/15 * * * *", null, "2026-03-01T10:01:00Z", "2026-03-01T10:15:00Z")]
    [InlineData("30 0 * * * *", null, "2026-03-01T10:01:00Z", "2026-03-01T11:00:30Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 0 30 2 *", null, "2026-03-01T10:01:00Z", null)]
    public void A_schedule_says_when_the_next_round_is_due(string cron, string? zone, string after, string? next)
    {
        var (schedule, why) = Schedule.Read(cron, zone);
        Assert.Equal("", why);
        Assert.Equal(next is null ? null : DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), schedule!.After(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("8090", "http://127.0.0.1:8090/")]
    [InlineData("0.0.0.0:8090", "http://*:8090/")]
    [InlineData("[::1]:8090", "http://[::1]:8090/")]
    [InlineData("10.0.0.7:8090", "http://10.0.0.7:8090/")]
    [InlineData("localhost:8090", null)]
    [InlineData("0", null)]
    [InlineData("70000", null)]
    [InlineData("", null)]
    public void The_health_endpoint_is_for_this_machine_unless_an_address_is_given(string given, string? prefix) => Assert.Equal(prefix, App.Watching.Health.HealthServer.PrefixOf(given));
}
