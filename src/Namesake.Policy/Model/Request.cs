using System.Collections.Immutable;

namespace Namesake.Policy.Model;

/// <summary>The value of a context key: one text, or a list for multi-valued keys.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html</remarks>
public readonly record struct ContextValue(ImmutableArray<string> Values, bool IsList)
{
    public static ContextValue Of(string value) => new([value], IsList: false);

    public static ContextValue OfList(params ImmutableArray<string> values) => new(values, IsList: true);

    public override string ToString() => IsList ? $"[{string.Join(", ", Values)}]" : Values[0];
}

/// <summary>A request to assume a role.</summary>
/// <param name="Action">The action, such as <c>sts:AssumeRole</c>.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="SessionName">The role session name that the caller gives.</param>
/// <param name="SourceIdentity">The source identity that the caller gives, if any.</param>
/// <param name="Context">Further context keys; they override those that follow from the caller.</param>
public sealed record Request(
    string Action,
    Caller Caller,
    string? SessionName,
    string? SourceIdentity,
    ImmutableSortedDictionary<string, ContextValue> Context)
{
    public static readonly ImmutableSortedDictionary<string, ContextValue> NoContext =
        ImmutableSortedDictionary.Create<string, ContextValue>(StringComparer.OrdinalIgnoreCase);
}
