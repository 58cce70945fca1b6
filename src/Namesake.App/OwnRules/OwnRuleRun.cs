using System.Collections.Immutable;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;

namespace Namesake.App.OwnRules;

/// <summary>Puts records to rules of one kind, and gathers what they find.</summary>
internal sealed class OwnRuleRun(IEnumerable<OwnRule> rules, RecordKind over)
{
    private readonly ImmutableArray<OwnRule> _rules = [.. rules.Where(r => r.Over == over)];
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<OwnRule, (int Records, string First, string Why)> _unasked = [];

    /// <summary>Whether there is any rule to ask.</summary>
    public bool IsNeeded => !_rules.IsEmpty;

    /// <summary>One for each rule and subject.</summary>
    public IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>An error for each rule that could not be asked about some record: it did not find nothing wrong there.</summary>
    public IEnumerable<Diagnostic> Diagnostics => _unasked.Select(u => new Diagnostic(
        Severity.Error, "rule-not-asked",
        $"\"{u.Key.Code}\" could not be asked about {u.Value.Records:N0} {(u.Value.Records == 1 ? "record" : "records")}, of which the first is {u.Value.First}: {u.Value.Why}", u.Key.Place));

    public void Ask(RuleRecord record)
    {
        foreach (var rule in _rules)
        {
            var (finding, fault) = rule.Ask(record);
            if (finding is not null) _findings.TryAdd(finding.Id, finding);
            if (fault is not null) _unasked[rule] = _unasked.TryGetValue(rule, out var before) ? before with { Records = before.Records + 1 } : (1, record.Subject.Id, fault);
        }
    }
}
