using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;

namespace Namesake.Prover.Pairs;

/// <summary>How the callers of two clauses may be told to be one, by one of the attributes that identify them.</summary>
internal enum Likeness
{
    /// <summary>They are one caller.</summary>
    Same,

    /// <summary>They may be two, whatever names they use.</summary>
    Apart,

    /// <summary>They are one if the attribute is: what a name tells of it decides.</summary>
    ByAttribute,
}

/// <summary>Tells by which attributes the callers of two clauses can be one.</summary>
internal static class Kinship
{
    /// <summary>The keys whose values identify a caller of these clauses: its name (within its account, role or provider), its unique id, and what the operator declares.</summary>
    public static IEnumerable<string> Keys(Clause first, Clause second, ImmutableArray<string> identifying)
    {
        if (first.Kind == second.Kind) yield return first.NameKey;
        if (first.Kind == CallerKind.IamUser && second.Kind == CallerKind.IamUser) yield return UserId;
        foreach (var key in identifying) yield return key;
    }

    public static Likeness Of(Clause first, Clause second, string key)
    {
        if (key == UserId) return OfIds(first, second);
        if (key != first.NameKey && key != second.NameKey) return Likeness.ByAttribute;
        if (first.Kind != second.Kind) return Likeness.Apart;
        if (first is { Kind: CallerKind.RoleSession, Domain.Name: not null } && second.Domain.Name is not null)
            return first.Domain.Example.Arn == second.Domain.Example.Arn ? Likeness.Same : Likeness.Apart;
        if (key != second.NameKey || !ShareSpace(first, second)) return Likeness.Apart;
        if (first.OneName is not { } one || second.OneName is not { } other) return Likeness.ByAttribute;
        return string.Equals(one, other, first.Kind == CallerKind.IamUser ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) ? Likeness.Same : Likeness.Apart;
    }

    /// <summary>Whether one name means one caller: in one account, one role, one provider.</summary>
    public static bool ShareSpace(Clause first, Clause second) => first.Kind switch
    {
        CallerKind.IamUser => first.Domain.Account is { } account && account == second.Domain.Account,
        CallerKind.RoleSession => (first.OneRole is { } role && role == second.OneRole) || (first.UniqueId is { } id && id == second.UniqueId),
        _ => first.Domain.Provider is { } provider && provider == second.Domain.Provider,
    };

    public const string UserId = "aws:userid";

    private static Likeness OfIds(Clause first, Clause second) => (first.UniqueId, second.UniqueId) switch
    {
        ({ } one, { } other) => one == other ? Likeness.Same : Likeness.Apart,
        _ => Likeness.ByAttribute,
    };
}
