using System.Collections.Immutable;
using Namesake.Policy.Conditions;

namespace Namesake.Policy.Model;

public enum Effect
{
    Allow,
    Deny,
}

/// <summary>A text of the policy and where it stands.</summary>
public sealed record PolicyText(string Text, SourcePlace Place)
{
    public override string ToString() => Text;
}

/// <summary>The Principal or NotPrincipal element of a statement.</summary>
public sealed record PrincipalElement(bool Negated, ImmutableArray<Principal> Principals, SourcePlace Place);

/// <summary>The Action or NotAction, Resource or NotResource element of a statement: patterns with <c>*</c> and <c>?</c>.</summary>
public sealed record PatternElement(bool Negated, ImmutableArray<PolicyText> Patterns, SourcePlace Place)
{
    private readonly ImmutableArray<Glob> _globs = [.. Patterns.Select(p => Glob.OfAction(p.Text))];

    /// <summary>Whether the element speaks of this action. Letters match without case.</summary>
    public bool Matches(string action)
    {
        foreach (var glob in _globs)
            if (glob.Matches(action))
                return !Negated;
        return Negated;
    }
}

/// <summary>One statement of a policy.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html</remarks>
/// <param name="Index">Its number in the document, from 0.</param>
/// <param name="Sid">Its Sid, where it has one.</param>
/// <param name="Effect">Allow or Deny.</param>
/// <param name="Principal">Whom it speaks of; null in policies that have no such element.</param>
/// <param name="Action">What it speaks of; null where the document lacks it, which is an error.</param>
/// <param name="Resource">Its Resource, which trust policies do not have.</param>
/// <param name="Conditions">All of them must hold.</param>
/// <param name="Place">Where it begins.</param>
public sealed record Statement(
    int Index,
    string? Sid,
    Effect Effect,
    PrincipalElement? Principal,
    PatternElement? Action,
    PatternElement? Resource,
    ImmutableArray<ConditionTest> Conditions,
    SourcePlace Place)
{
    /// <summary>How a person finds it: its Sid, or its number from 1.</summary>
    public string Label => Sid is { Length: > 0 } ? $"\"{Sid}\"" : $"{Index + 1}";
}
