using Namesake.App.OwnRules;
using Namesake.Audit.Rules;

namespace Namesake.App.Tests.OwnRules;

public sealed class OwnRuleRunTests
{
    private static readonly ReadRules Rules = RuleFiles.Parse("r.yaml", "- {code: long-names, over: role, severity: low, when: length(name) > `3`, message: '{{name}}'}\n- {code: other, over: event, severity: low, when: '@', message: m}\n");

    private static RuleRecord Record(string json, string id) => RuleRecord.Of(json, new FindingSubject(SubjectKind.Role, id, null, null));

    [Fact]
    public void Rules_of_one_kind_find_each_subject_once_and_say_what_they_could_not_be_asked_about()
    {
        var run = new OwnRuleRun(Rules.Rules, RecordKind.Role);
        foreach (var (json, id) in ((string, string)[])[("""{"name":"Deploy"}""", "a"), ("""{"name":"Deploy"}""", "a"), ("""{"name":"Dev"}""", "b"), ("""{"name":null}""", "c"), ("""{"name":null}""", "d")]) run.Ask(Record(json, id));
        Assert.Equal("long-names:Role:a", Assert.Single(run.Findings).Id);
        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("rule-not-asked", 1), (diagnostic.Code, diagnostic.Place!.Line));
        Assert.Contains("2 records, of which the first is c", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_rule_of_its_kind_is_not_needed()
    {
        Assert.True(new OwnRuleRun(Rules.Rules, RecordKind.Event).IsNeeded);
        Assert.False(new OwnRuleRun(Rules.Rules, RecordKind.Session).IsNeeded);
    }
}
