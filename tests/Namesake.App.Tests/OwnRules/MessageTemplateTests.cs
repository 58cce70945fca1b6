using Namesake.App.OwnRules;
using Namesake.Audit.Rules;

namespace Namesake.App.Tests.OwnRules;

public sealed class MessageTemplateTests
{
    private static readonly RuleRecord Record = RuleRecord.Of($$"""{"name":"Dev","events":12,"list":["a"],"nothing":null,"long":"{{new string('x', 3_000)}}"}""", new FindingSubject(SubjectKind.Role, "x", null, null));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{name}} was used {{ events }} times: {{list}}", "Dev was used 12 times: [\"a\"]")]
    [InlineData("{{nothing}}, {{missing}}", "(nothing), (nothing)")]
    [InlineData("${aws:username} {a} }}", "${aws:username} {a} }}")]
    [InlineData("{{length(nothing)}}", "(invalid-type, ")]
    public void Places_are_filled_from_the_record(string template, string message) => Assert.StartsWith(message, MessageTemplate.Parse(template).Template!.Of(Record), StringComparison.Ordinal);

    [Fact]
    public void What_a_record_says_at_length_is_cut() => Assert.Equal(200, MessageTemplate.Parse("{{long}}").Template!.Of(Record).Length);

    [Theory]
    [InlineData("{{name", "without")]
    [InlineData("{{name ==}}", "in {{name ==}}")]
    [InlineData("{{}}", "in {{}}")]
    public void What_cannot_be_used_is_refused(string template, string words) => Assert.Contains(words, MessageTemplate.Parse(template).Fault, StringComparison.Ordinal);
}
