using Namesake.Audit.Rules;
using Namesake.Sessions.Attributions;

namespace Namesake.Audit.Tests.Rules;

public sealed class BuiltInRulesTests
{
    [Fact]
    public void The_list_has_every_rule_of_the_assembly_once()
    {
        var written = typeof(IRule).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IRule)) && t is { IsAbstract: false, Namespace: "Namesake.Audit.Rules.BuiltIn" }).Select(t => t.Name).Order(StringComparer.Ordinal).ToList();
        Assert.True(written.Count > 15, "the rules were not found");
        Assert.Equal(written, BuiltInRules.All.Select(r => r.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_has_tests_of_its_own() =>
        Assert.Empty(BuiltInRules.All.Select(r => $"{r.GetType().Name}Tests").Except(typeof(BuiltInRulesTests).Assembly.GetTypes().Select(t => t.Name), StringComparer.Ordinal));

    [Fact]
    public void Codes_are_unique_and_in_kebab_case_and_titles_are_said()
    {
        Assert.Equal(BuiltInRules.All.Length, BuiltInRules.All.Select(r => r.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(BuiltInRules.All, r => Assert.True(r.Code.All(c => char.IsAsciiLetterLower(c) || c == '-') && !r.Code.Contains("--", StringComparison.Ordinal), r.Code));
        Assert.All(BuiltInRules.All, r => Assert.True(r.Title.Length > 15 && !r.Title.EndsWith('.'), r.Title));
    }

    [Fact]
    public void The_documentation_lists_each_with_its_severity()
    {
        var rows = File.ReadAllLines(Path.Combine(Namesake.Tests.Repository.Root, "docs", "rules.md"));
        Assert.All(BuiltInRules.All, r => Assert.Contains(rows, row => row.StartsWith($"| `{r.Code}` | {r.Severity.ToString().ToLowerInvariant()} | ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_an_account_in_order_nothing_is_told()
    {
        var facts = Known.Roles(Known.Role(Tests.Roles.Forced)) with { Trails = Known.Trails(Known.GoodTrail).Trails, Sessions = [Known.Session(Evidence.Key)] };
        Assert.Empty(BuiltInRules.Run(facts));
        Assert.Empty(BuiltInRules.Run(Known.Nothing));
    }

    [Fact]
    public void Findings_come_the_worst_first_and_each_once()
    {
        var facts = Known.Roles(Known.Role(Tests.Roles.Closed, "B"), Known.Role(Tests.Roles.Open, "A"), Known.Role(Tests.Roles.Open, "A")) with { Sessions = [Known.Session(Evidence.Key, "it is bob")] };
        Assert.Equal(["second-hand-name", "role-forgeable", "role-closed"], BuiltInRules.Run(facts).Select(f => f.Code));
    }

    [Fact]
    public void An_organizations_trail_that_many_accounts_have_is_told_once()
    {
        var trail = Known.GoodTrail with { KmsKey = null, IsOrganization = true };
        var found = BuiltInRules.Run(Known.Nothing with { Trails = [new AccountTrails(Known.Account, [trail]), new AccountTrails("444455556666", [trail])] });
        Assert.Equal("trail-not-encrypted", Assert.Single(found).Code);
    }
}
