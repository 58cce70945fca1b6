using Namesake.Audit.Rules;

namespace Namesake.App.OwnRules;

/// <summary>What became of a rule's example.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Example">The example.</param>
/// <param name="Fault">What is wrong, in one sentence; null where it came out as it says.</param>
internal sealed record ExampleRun(OwnRule Rule, RuleExample Example, string? Fault)
{
    private static readonly FindingSubject Nobody = new(SubjectKind.Role, "example", null, null);

    public static ExampleRun Of(OwnRule rule, RuleExample example)
    {
        var (finding, fault) = rule.Ask(RuleRecord.Of(example.Json, Nobody));
        return new ExampleRun(rule, example, (finding, fault) switch
        {
            (_, { } why) => $"the rule cannot be asked about it: {why}",
            (null, _) when example.IsFound => "it is not found, and should be",
            ({ } found, _) when !example.IsFound => $"it is found, and should not be: {found.Message}",
            ({ } found, _) when example.Message is { } message && found.Message != message => $"its message is \"{found.Message}\" and not \"{message}\"",
            _ => null,
        });
    }
}
