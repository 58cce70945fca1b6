using Namesake.App.OwnRules;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;

namespace Namesake.App.Tests.OwnRules;

public sealed class RuleFilesTests
{
    private const string Head = "- code: mine\n  over: role\n  severity: high\n  when: verdict == 'forgeable'\n  message: no\n";
    private const string Good = Head + "  examples:\n    - found: true\n      record: {verdict: forgeable}\n";

    [Fact]
    public void A_rule_is_read()
    {
        var read = RuleFiles.Parse("r.yaml", Good + "  remedy: mend it\n");
        Assert.Empty(read.Diagnostics);
        var rule = Assert.Single(read.Rules);
        Assert.Equal(("mine", RecordKind.Role, FindingSeverity.High, "mend it", "no", 1), (rule.Code, rule.Over, rule.Severity, rule.Remedy, rule.Title, rule.Place.Line));
        var example = Assert.Single(rule.Examples);
        Assert.Equal((true, """{"verdict":"forgeable"}""", 7), (example.IsFound, example.Json, example.Place.Line));
    }

    [Theory]
    [InlineData("code: mine", "bad-rules", 1, "one list of rules")]
    [InlineData("", "bad-rules", 1, "one list of rules")]
    [InlineData("- [", "bad-rules", 2, "neither YAML nor JSON")]
    [InlineData("- mine", "bad-rule", 1, "a rule:")]
    [InlineData(Good + "  colour: red", "unknown-field", 9, "\"colour\" is not known")]
    [InlineData("- over: role\n  severity: high\n  when: a\n  message: m", "missing-field", 1, "no \"code\"")]
    [InlineData("- code: mine\n  severity: high\n  when: a\n  message: m", "missing-field", 1, "no \"over\"")]
    [InlineData("- code: mine\n  over: role\n  when: a\n  message: m", "missing-field", 1, "no \"severity\"")]
    [InlineData("- code: mine\n  over: role\n  severity: high\n  message: m", "missing-field", 1, "no \"when\"")]
    [InlineData("- code: mine\n  over: role\n  severity: high\n  when: a", "missing-field", 1, "no \"message\"")]
    [InlineData("- code: [mine]\n  over: role\n  severity: high\n  when: a\n  message: m", "missing-field", 1, "must be a text")]
    [InlineData("- code: My Rule\n  over: role\n  severity: high\n  when: a\n  message: m", "bad-code", 1, "is no code")]
    [InlineData("- code: role-forgeable\n  over: role\n  severity: high\n  when: a\n  message: m", "built-in-code", 1, "is a built-in rule")]
    [InlineData("- code: mine\n  over: roles\n  severity: high\n  when: a\n  message: m", "bad-over", 2, "role, session, event")]
    [InlineData("- code: mine\n  over: role\n  severity: urgent\n  when: a\n  message: m", "bad-severity", 3, "informational, low, medium, high, critical")]
    [InlineData("- code: mine\n  over: role\n  severity: high\n  when: a ==\n  message: m", "bad-condition", 4, "no JMESPath")]
    [InlineData("- code: mine\n  over: role\n  severity: high\n  when: a\n  message: '{{a'", "bad-message", 5, "without")]
    [InlineData(Head + "  examples: none", "bad-example", 6, "must be a list")]
    [InlineData(Head + "  examples:\n    - record: {verdict: closed}", "bad-example", 7, "does not say")]
    [InlineData(Head + "  examples:\n    - found: perhaps\n      record: {verdict: closed}", "bad-example", 7, "true or false")]
    [InlineData(Head + "  examples:\n    - found: true", "bad-example", 7, "no \"record\"")]
    [InlineData(Head + "  examples:\n    - found: true\n      record: {verdit: forgeable}", "unknown-member", 8, "has no \"verdit\"")]
    [InlineData(Head + "  examples:\n    - found: true\n      recrod: {}\n      record: {}", "unknown-field", 8, "\"recrod\"")]
    [InlineData(Good + Good, "code-twice", 9, "r.yaml:1:")]
    public void What_is_wrong_is_said_with_its_line(string text, string code, int line, string words)
    {
        var read = RuleFiles.Parse("r.yaml", text);
        Assert.False(read.AreGood);
        var first = read.Diagnostics.First(d => d.Severity == Severity.Error);
        Assert.Equal((code, "r.yaml", line), (first.Code, first.Place!.File, first.Place.Line));
        Assert.Contains(words, first.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Head, "no-examples")]
    [InlineData(Head + "  examples:\n    - found: false\n      record: {verdict: closed}", "no-found-example")]
    public void A_rule_that_nobody_tests_is_warned_of_and_used(string text, string code)
    {
        var read = RuleFiles.Parse("r.yaml", text);
        Assert.Equal((code, Severity.Warning), (Assert.Single(read.Diagnostics).Code, read.Diagnostics[0].Severity));
        Assert.Single(read.Rules);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(["bad-over", "bad-severity", "bad-condition"], RuleFiles.Parse("r.yaml", "- code: mine\n  over: x\n  severity: x\n  when: ']'\n  message: m").Diagnostics.Select(d => d.Code).Where(c => c != "no-examples"));

    [Theory]
    [InlineData("found: true", "verdict: closed", "it is not found, and should be")]
    [InlineData("found: false", "verdict: forgeable", "it is found, and should not be: no")]
    [InlineData("found: true\n      message: yes", "verdict: forgeable", "its message is \"no\" and not \"yes\"")]
    public void An_example_that_comes_out_otherwise_is_told(string expectation, string record, string fault)
    {
        var rule = Assert.Single(RuleFiles.Parse("r.yaml", $"{Head}  examples:\n    - {expectation}\n      record: {{{record}}}\n").Rules);
        Assert.Equal(fault, ExampleRun.Of(rule, rule.Examples[0]).Fault);
    }
}
