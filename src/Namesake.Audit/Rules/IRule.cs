namespace Namesake.Audit.Rules;

/// <summary>Looks for one sort of thing that is wrong. One class, one code; docs/rules.md lists them.</summary>
public interface IRule
{
    /// <summary>Its name, in kebab case: stable from version to version.</summary>
    string Code { get; }

    /// <summary>What it looks for, in one sentence.</summary>
    string Title { get; }

    /// <summary>How much its findings matter.</summary>
    FindingSeverity Severity { get; }

    /// <summary>What is wrong, as far as the facts tell: what nobody looked at is neither wrong nor right.</summary>
    IEnumerable<Finding> Find(RuleFacts facts);
}
