using System.Collections.Immutable;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;

namespace Namesake.Audit.Watching;

/// <summary>What a round looked at. What it did not look at, it cannot say is mended.</summary>
/// <param name="IsWhole">Whether it looked at everything, but for what is named here.</param>
/// <param name="Seen">What it looked at, where that is not everything.</param>
/// <param name="Undecided">What it looked at and could not decide about.</param>
/// <param name="UnreadAccounts">Accounts that it was not let look into, twelve digits each.</param>
public sealed record FindingScope(bool IsWhole, ImmutableHashSet<SubjectKey> Seen, ImmutableHashSet<SubjectKey> Undecided, ImmutableHashSet<string> UnreadAccounts)
{
    /// <summary>Roles that are known not to be there any more.</summary>
    public ImmutableHashSet<RoleKey> Gone { get; init; } = [];

    /// <summary>Everything was read and decided.</summary>
    public static readonly FindingScope Everything = new(true, [], [], []);

    /// <summary>Nothing was: all stays as it is.</summary>
    public static readonly FindingScope Nothing = new(false, [], [], []);

    /// <summary>The codes of the rules that it asked; null for all.</summary>
    public ImmutableHashSet<string>? Codes { get; init; }

    /// <summary>The codes of rules that it did not ask.</summary>
    public ImmutableHashSet<string> NotAsked { get; init; } = [];

    /// <summary>Findings of its codes that were found last before this time are none any more, in milliseconds since 1970; null for none.</summary>
    public long? LapsedBefore { get; init; }

    /// <summary>Whether a finding was found last so long ago that it is none any more.</summary>
    public bool HasLapsed(OpenFinding open) => open.LastSeen < LapsedBefore && IsAsked(open.Finding);

    /// <summary>Whether the finding would have been found, were it still there.</summary>
    public bool Covers(Finding finding) => IsAsked(finding) && Covers(finding.Subject);

    private bool IsAsked(Finding finding) => Codes?.Contains(finding.Code) != false && !NotAsked.Contains(finding.Code);

    private bool Covers(FindingSubject subject) =>
        !Undecided.Contains(SubjectKey.Of(subject))
        && (Seen.Contains(SubjectKey.Of(subject)) || subject.Kind == SubjectKind.Role && RoleKey.Of(subject.Id) is { } role && Gone.Contains(role) || IsWhole && (subject.Account is { } account ? !UnreadAccounts.Contains(account) : UnreadAccounts.IsEmpty));
}

/// <summary>What tells one subject from another.</summary>
public readonly record struct SubjectKey(SubjectKind Kind, string Id)
{
    public static SubjectKey Of(FindingSubject subject) => new(subject.Kind, subject.Id);
}

/// <summary>What IAM tells roles apart by: their path is no part of it, and case does not count.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Name">In lower case.</param>
public readonly record struct RoleKey(string Account, string Name)
{
    public static RoleKey Of(string account, string name) => new(account, name.ToLowerInvariant());

    /// <returns>Null where the text is no role's ARN.</returns>
    public static RoleKey? Of(string? arn) =>
        Arn.TryParse(arn, out var parsed) && parsed is { Service: "iam", ResourceType: "role" } ? Of(parsed.Account, parsed.ResourceId[(parsed.ResourceId.LastIndexOf('/') + 1)..]) : null;
}
