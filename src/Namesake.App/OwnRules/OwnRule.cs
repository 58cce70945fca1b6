using System.Collections.Immutable;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;

namespace Namesake.App.OwnRules;

/// <summary>A rule that somebody wrote: a condition over records of one kind.</summary>
/// <param name="Code">Its name, in kebab case.</param>
/// <param name="Over">What it looks at.</param>
/// <param name="Severity">How much its findings matter.</param>
/// <param name="When">A record for which this is true is a finding.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do; null where it does not say.</param>
/// <param name="Examples">Records with what the rule says of them.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record OwnRule(
    string Code, RecordKind Over, FindingSeverity Severity, Expression When, MessageTemplate Message, string? Remedy, ImmutableArray<RuleExample> Examples, SourcePlace Place)
{
    /// <summary>Its message as it is written.</summary>
    public required string Title { get; init; }

    /// <returns>The finding, null where there is none; or a sentence that says why the rule cannot be asked about the record.</returns>
    public (Finding? Finding, string? Fault) Ask(RuleRecord record)
    {
        var (value, fault) = When.Of(record);
        return fault is not null ? (null, fault) : (Expression.IsTrue(value) ? new Finding(Code, Severity, record.Subject, Message.Of(record), Remedy) : null, null);
    }
}

/// <summary>A record that a rule carries with it, or a part of one, and whether it is found.</summary>
/// <param name="Name">What it is an example of; null where it does not say.</param>
/// <param name="Json">The record.</param>
/// <param name="IsFound">Whether the rule must find it.</param>
/// <param name="Message">What the finding must say; null where that does not matter.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record RuleExample(string? Name, string Json, bool IsFound, string? Message, SourcePlace Place);
