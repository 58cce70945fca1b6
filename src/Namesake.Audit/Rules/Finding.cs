namespace Namesake.Audit.Rules;

/// <summary>Something that a rule found wrong with one subject.</summary>
/// <param name="Code">The rule's code, in kebab case: stable from version to version.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">What it was found wrong with.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Remedy">What to do about it; null where the rule does not say.</param>
public sealed record Finding(string Code, FindingSeverity Severity, FindingSubject Subject, string Message, string? Remedy)
{
    /// <summary>Two findings of one id, at whatever times, are the same finding: one rule about one subject.</summary>
    public string Id => $"{Code}:{Subject.Kind}:{Subject.Id}";
}

/// <summary>How much a finding matters, on the scale of the AWS Security Finding Format (ASFF, Severity.Label).</summary>
public enum FindingSeverity
{
    Informational,
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>What a finding is about.</summary>
/// <param name="Kind">Which sort of thing.</param>
/// <param name="Id">Its ARN where it has one, else what the log or the file calls it (an event's id, an access key's id).</param>
/// <param name="Account">The account it belongs to, twelve digits; null where nobody knows.</param>
/// <param name="Region">The Region it is in; null for what is global.</param>
public sealed record FindingSubject(SubjectKind Kind, string Id, string? Account, string? Region);

/// <summary>The sorts of things that rules look at.</summary>
public enum SubjectKind
{
    Role,
    Session,
    Event,
    Trail,
    Account,
    Exemption,
}
