using System.Diagnostics;
using Namesake.Audit.Today;
using Namesake.Prover.Questions;
using Namesake.Sources.Roles;
using Namesake.Tests;

namespace Namesake.Audit.Tests.Today;

/// <summary>An account that nobody on this project wrote.</summary>
public sealed class ThirdPartyTodayTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_role_of_an_account_is_answered_completely_and_soon()
    {
        var read = await RoleReader.Read([Repository.ThirdParty("policies/authorization-details")], TestContext.Current.CancellationToken);
        Assert.Equal(44 + 78, read.Identities.All.Length);
        Assert.Empty(read.Identities.Diagnostics);
        Assert.True(read.Identities.IsWhole);
        var clock = Stopwatch.StartNew();
        var today = new TodayAudit(read.Identities);
        var answers = read.Roles.Select(r => (Role: r, Answer: today.Ask(r)!)).ToList();
        output.WriteLine($"{clock.ElapsedMilliseconds} ms");
        foreach (var (role, answer) in answers.Where(a => a.Answer.Callers.Length > 0 || a.Answer.Verdict != Verdict.Closed)) output.WriteLine($"{role.Label}: {answer.Verdict} [{answer.Text()}] {answer.Reason}");
        Assert.All(answers, a => Assert.True(a.Answer.IsComplete));
        Assert.All(answers, a => Assert.NotEqual(Verdict.Unknown, a.Answer.Verdict));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 30_000);
    }
}
