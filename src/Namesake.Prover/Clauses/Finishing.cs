using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>Begins a clause from its callers, and ends it: what the demands leave is worked out, and what they leave nothing of is dropped.</summary>
internal static class Finishing
{
    // Subjects are whatever the provider makes of them.
    private static readonly string SubjectLetters = Language.NameLetters + ":/|#%&'()*;<>?[]^`{}~!\"$\\ ";

    public static Clause Begin(CallerDomain domain, RequestForm form, ImmutableArray<string> partitions)
    {
        var clause = new Clause(domain)
        {
            Form = form,
            Partitions = partitions,
            Name = domain.Kind switch
            {
                CallerKind.IamUser => Language.OfNames(1),
                CallerKind.WebIdentity => new Language([], 1, 2_048, SubjectLetters, AnyLetter: true),
                _ => Language.OfNames(2),
            },
            OneName = domain.Name,
            OneRole = domain.Role,
        };
        // Of one session the role's name is known, its path is not.
        if (domain is { Kind: CallerKind.RoleSession, Name: not null, Role: null })
        {
            var name = new LiteralPart(CallerDomains.RoleNameOf(domain.Example));
            clause = clause with { RolePath = clause.RolePath.With(new Filter([new TextTemplate([name], false), new TextTemplate([AnyRunPart.Instance, new LiteralPart("/"), name], false)], Wanted: true)) };
        }
        // The session of a SAML caller has the name that the assertion gives.
        return domain.Kind == CallerKind.Saml
            ? CallerNameTests.Tied(clause, KeyCatalogue.SessionName, new TextTemplate([new VariablePart(clause.NameKey, null)], IgnoreCase: false))
            : clause;
    }

    /// <summary>The clause with all that follows from its demands; null where no request meets them.</summary>
    public static Clause? End(Clause clause, Effort effort)
    {
        if (OneName(clause, effort) is not { } named) return null;
        if (OneRole(named, effort) is not { } placed) return null;
        if (FreeKeys.AreImpossible(placed, effort)) return null;
        if (Contradicts(placed.SessionName) || Contradicts(placed.SourceIdentity)) return null;
        var tied = WithOneName(Spelled(placed));
        if (tied.Form.SourceIdentity) tied = Chained(Chained(tied, KeyCatalogue.SessionName, KeyCatalogue.SourceIdentity), KeyCatalogue.SourceIdentity, KeyCatalogue.SessionName);
        return tied;
    }

    /// <summary>A name that must and must not match one template, or that two templates give different lengths.</summary>
    private static bool Contradicts(NameDemand demand) =>
        demand.Ties.Any(t => ResolvedTemplates.IsRigid(t) && demand.Ties.Any(o => !ResolvedTemplates.IsRigid(o) && Lengths(t) is { } rigid && Lengths(o) is { } open && rigid.Key == open.Key && rigid.Times == open.Times && rigid.Others < open.Others))
        || demand.Ties.Any(t => demand.Banned.Any(b => t.Parts.SequenceEqual(b.Parts) && (b.IgnoreCase || !t.IgnoreCase)) || demand.Ties.Any(o => ResolvedTemplates.IsRigid(t) && ResolvedTemplates.IsRigid(o) && Lengths(t) is { } one && Lengths(o) is { } other && one.Key == other.Key && one.Times == other.Times && one.Others != other.Others));

    /// <summary>The one variable of a template, how often it occurs, and the length of all else but <c>*</c>.</summary>
    private static (string Key, int Times, int Others)? Lengths(TextTemplate template)
    {
        if (template.Variables.Any(v => v.Default is not null) || template.Variables.Select(v => v.Key).Distinct(StringComparer.Ordinal).ToList() is not [var key]) return null;
        return (key, template.Variables.Count(), template.Parts.Sum(p => p switch { LiteralPart l => l.Text.Length, AnyOnePart => 1, _ => 0 }));
    }

    private static Clause? OneName(Clause clause, Effort effort)
    {
        if (clause.Domain.Name is { } known) return clause.Name.IsFree || clause.Name.Accepts(known) ? clause : null;
        return (clause.Name.Measure(ignoreCase: false, effort), clause.Kind) switch
        {
            ((Extent.Empty, _), _) => null,
            ((Extent.Single, { } only), _) => clause with { OneName = only },
            (_, CallerKind.IamUser) when clause.Name.Measure(ignoreCase: true, effort) is (Extent.Single, { } only) => clause with { OneName = only, OneNameInAnyCase = true },
            _ => clause,
        };
    }

    private static Clause? OneRole(Clause clause, Effort effort)
    {
        if (clause.Domain.Role is not null) return clause;
        return clause.RolePath.Measure(ignoreCase: false, effort) switch
        {
            (Extent.Empty, _) => null,
            (Extent.Single, { } only) when clause.Domain.Account is { } account =>
                IsPath(only) ? clause with { OneRole = $"arn:{clause.Domain.Partition}:iam::{account}:role/{only}" } : clause,
            _ => clause,
        };
    }

    /// <summary>Whether a role's path and name can be this.</summary>
    public static bool IsPath(string path) => path.Length > 0 && path[0] != '/' && path[^1] != '/' && !path.Contains("//", StringComparison.Ordinal);

    /// <summary>Where a name is tied to a key of which a test says what it is, it is tied to that.</summary>
    private static Clause Spelled(Clause clause)
    {
        foreach (var nameKey in (string[])[KeyCatalogue.SessionName, KeyCatalogue.SourceIdentity])
        {
            var demand = clause.Of(nameKey);
            var spelled = demand.Ties
                .SelectMany(t => t.Variables.Where(v => v.Default is null).Select(v => (Tie: t, v.Key)))
                .Select(t => FreeKeys.Template(clause, t.Key) is { } inner ? ResolvedTemplates.Put(t.Tie, t.Key, inner) : null)
                .OfType<TextTemplate>().ToList();
            if (spelled.Count == 0) continue;
            var plain = spelled.Where(t => !t.HasVariables).Select(t => new Filter([t], Wanted: true));
            clause = clause.With(nameKey, demand with { Ties = [.. spelled.Where(t => t.HasVariables), .. demand.Ties], Language = demand.Language with { Filters = [.. demand.Language.Filters, .. plain] } });
        }
        return clause;
    }

    // A user's name is known up to case: names tied to it then match in any case, which only lets more in.
    private static Clause WithOneName(Clause clause)
    {
        if (clause.OneName is not { } name || clause.Domain.Name is not null && clause.Kind != CallerKind.RoleSession) return clause;
        var literal = new TextTemplate([new LiteralPart(name)], IgnoreCase: false);
        var anyCase = clause.OneNameInAnyCase;
        foreach (var nameKey in (string[])[KeyCatalogue.SessionName, KeyCatalogue.SourceIdentity])
        {
            var demand = clause.Of(nameKey);
            var ties = ImmutableArray.CreateBuilder<TextTemplate>();
            foreach (var tie in demand.Ties)
            {
                if (!tie.Variables.Any(v => v.Key == clause.NameKey))
                {
                    ties.Add(tie);
                    continue;
                }
                var filled = ResolvedTemplates.Put(tie, clause.NameKey, literal);
                if (anyCase) filled = filled with { IgnoreCase = true };
                if (filled.HasVariables) ties.Add(filled);
                else demand = demand with { Language = demand.Language.With(new Filter([filled], Wanted: true)) };
            }
            clause = clause.With(nameKey, demand with { Ties = ties.ToImmutable() });
        }
        return clause;
    }

    /// <summary>Where one name is tied to the other, it is tied to what that is tied to.</summary>
    private static Clause Chained(Clause clause, string nameKey, string otherKey)
    {
        var demand = clause.Of(nameKey);
        var chained = demand.Ties
            .Where(t => t.Variables.Any(v => v.Key == otherKey))
            .SelectMany(t => clause.Of(otherKey).Ties.Where(o => !o.IgnoreCase && o.Variables.All(v => v.Key != nameKey && v.Key != otherKey)).Select(o => ResolvedTemplates.Put(t, otherKey, o)))
            .Where(t => !demand.Ties.Any(known => ResolvedTemplates.AreEqual(known, t)))
            .Take(4)
            .ToList();
        return chained.Count == 0 ? clause : clause.With(nameKey, demand with { Ties = [.. chained, .. demand.Ties] });
    }
}
