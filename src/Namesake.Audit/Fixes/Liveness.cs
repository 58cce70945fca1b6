using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Audit.Fixes;

/// <summary>Whether a changed policy still serves whomever the old one served.</summary>
internal sealed class Liveness(Entrances entrances, PolicyDocument old)
{
    private readonly Lazy<ImmutableArray<Entrance>> _before = new(() => entrances.Of(old));

    /// <summary>
    /// A request that passes for each entrance of the old policy; null where somebody who could pass no longer can.
    /// Callers who have no name of the demanded sort at all, and whom nobody named, do not count: sessions of an account's
    /// roles where the user's name is demanded, users whose name is too short or too long.
    /// </summary>
    public ImmutableArray<Passage>? After(PolicyDocument changed, RightName name)
    {
        var passages = ImmutableArray.CreateBuilder<Passage>();
        foreach (var entrance in _before.Value)
        {
            var answers = entrances.Ask(changed, entrance.Statement, entrance.Principal).Callers;
            foreach (var kind in entrance.Kinds)
                if (answers.FirstOrDefault(c => c.Kind == kind)?.Example is { } example) passages.Add(new Passage(entrance.Through.Text, example));
                else if (!IsNameless(entrance.Through, kind, name) && !IsUnfit(entrance, name)) return null;
        }
        return passages.ToImmutable();
    }

    /// <summary>Kinds of caller that no name is demanded of which they could have, through principals that stand for many kinds.</summary>
    public ImmutableArray<(CallerKind Kind, string Principal)> ShutOut(RightName name) =>
        [.. _before.Value.SelectMany(e => e.Kinds.Where(k => IsNameless(e.Through, k, name)).Select(k => (k, e.Through.Text))).Distinct()];

    private static bool IsNameless(Principal through, CallerKind kind, RightName name) =>
        through is AccountPrincipal or Everyone { OfType: null or "AWS" } && kind == CallerKind.RoleSession && name.Of == CallerKind.IamUser;

    private static bool IsUnfit(Entrance entrance, RightName name) =>
        name.Of == CallerKind.IamUser && entrance.Principal != entrance.Through && entrance.Principal is IdentityPrincipal { Arn.Name: var user } && !name.Fits(user);
}
