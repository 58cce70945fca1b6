using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>A change that may make a role attributable; nothing is proved of it yet.</summary>
/// <param name="Name">The name that it demands.</param>
/// <param name="ByDeny">Whether a Deny demands it.</param>
/// <param name="Edits">The edits.</param>
/// <param name="Edited">The numbers of the statements that are edited.</param>
internal sealed record Candidate(RightName Name, bool ByDeny, ImmutableArray<TextEdit> Edits, ImmutableArray<int> Edited);

/// <summary>Makes the changes that may be tried for a trust policy.</summary>
/// <param name="trust">The policy.</param>
/// <param name="editor">Its text.</param>
/// <param name="targets">The Allow statements that let users and role sessions assume the role.</param>
internal sealed class Candidates(PolicyDocument trust, PolicyEditor editor, ImmutableArray<Statement> targets)
{
    /// <summary>A condition in each of these Allow statements; null where one of them has no room or would shut others out.</summary>
    public Candidate? ByAllow(RightName name, ImmutableArray<Statement> statements)
    {
        var edits = Beginning();
        var edited = ImmutableArray.CreateBuilder<int>();
        foreach (var statement in statements)
        {
            if (!statement.Principal!.Principals.All(IsOfPersons) || editor.Demand(statement, name) is not { } demand) return null;
            ImmutableArray<TextEdit> own = [.. Besides(statement, name), .. demand];
            if (own.Length > 0) edited.Add(statement.Index);
            edits.AddRange(own);
        }
        return edited.Count == 0 ? null : new Candidate(name, ByDeny: false, edits.ToImmutable(), edited.ToImmutable());
    }

    /// <summary>One Deny of whoever comes through these statements without the name; null where a needed action would be allowed to others as well.</summary>
    public Candidate? ByDeny(RightName name, ImmutableArray<Statement> statements)
    {
        var edits = Beginning();
        foreach (var statement in targets)
        {
            ImmutableArray<TextEdit> besides = [.. Besides(statement, name)];
            if (besides.Length > 0 && !statement.Principal!.Principals.All(IsOfPersons)) return null;
            edits.AddRange(besides);
        }
        var principals = statements.SelectMany(s => s.Principal!.Principals).Where(p => p is Everyone || IsOfPersons(p)).ToList();
        edits.AddRange(editor.Deny(principals.Exists(p => p is Everyone) ? [] : [.. principals.Select(p => p.Text).Distinct(StringComparer.Ordinal)], name));
        return new Candidate(name, ByDeny: true, edits.ToImmutable(), [.. targets.Where(t => Besides(t, name).Any()).Select(t => t.Index)]);
    }

    private ImmutableArray<TextEdit>.Builder Beginning()
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        if (trust.Version == LanguageVersion.V2008) edits.Add(editor.NewVersion());
        return edits;
    }

    // A source identity needs an action of its own, in a trust policy too.
    private IEnumerable<TextEdit> Besides(Statement statement, RightName name) =>
        name.Carrier == Carrier.SourceIdentity ? editor.AlsoAllow(statement, StsAdmission.SetSourceIdentity) : [];

    private static bool IsOfPersons(Principal principal) => principal is AccountPrincipal or IdentityPrincipal or RolePrincipal or DeadPrincipal;
}
