using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Pairs;

/// <summary>
/// Proves of two clauses that no two callers, one of each, can have one session name (or one source identity). Every
/// proof forgets part of what the clauses demand; one that succeeds is enough.
/// </summary>
/// <param name="First">A clause.</param>
/// <param name="Second">Another, or the same.</param>
/// <param name="NameKey">The session name's condition key, or the source identity's.</param>
/// <param name="Identifying">Keys that the operator declares to name a person.</param>
/// <param name="Effort">What it may cost.</param>
internal sealed record PairProof(Clause First, Clause Second, string NameKey, ImmutableArray<string> Identifying, Effort Effort)
{
    private const int MostTies = 3;
    private const int MostNames = 16;
    private const int EffortOfProof = 10;

    /// <summary>Whether the callers are one whatever they are called.</summary>
    public bool AreOne => Kinship.Keys(First, Second, Identifying).Any(k => Kinship.Of(First, Second, k) == Likeness.Same);

    public bool Holds() => AreOne || LiteralEnds.Differ(First.Of(NameKey), Second.Of(NameKey)) || HoldsByNames();

    private bool HoldsByNames()
    {
        Effort.Spend(EffortOfProof);
        return !Effort.IsSpent && ( ReadsAlike() || TieRigidly() || Combinations().Any(HasNoName) || NamesAreFew() || RigidNamesAreNone());
    }

    /// <summary>Whether no name at all fits the first clause.</summary>
    public bool FitsNone() =>
        (RigidNames.Among(First.Of(NameKey).Ties, First.NameKey) is { IsEmpty: false } rigid && (rigid.Length > 1 || rigid[0].Variables.Count() > 1) && !RigidNames.Of(rigid, [], differ: false, caseless: true).Any()) ||
        Choices(First, First.NameKey).Any(tie =>
        {
            var search = new NameSearch(SideOf(First, tie, First.NameKey), Side.Untied, [.. FiltersOf(First, tie)], compare: false, Effort);
            return !search.Names(visits: 1).Any() && !search.GaveUp;
        });

    /// <summary>Names that fit the first clause, as far as the search can tell.</summary>
    public IEnumerable<string> Fitting()
    {
        var rigid = RigidNames.Among(First.Of(NameKey).Ties, First.NameKey);
        var names = rigid.IsEmpty ? [] : RigidNames.Of(rigid, [], differ: false, caseless: true).Take(6);
        return names.Concat(Choices(First, First.NameKey).Take(2).SelectMany(tie =>
            new NameSearch(SideOf(First, tie, First.NameKey), Side.Untied, [.. FiltersOf(First, tie)], compare: false, Effort).Names(visits: 3).Take(12)));
    }

    /// <summary>Names that both may bear while the callers differ, as far as the search can tell.</summary>
    public IEnumerable<string> Suspects() => Rigid().Take(6).Concat(Combinations().Take(2).SelectMany(c => SearchOf(c, c.Key).Names(visits: 3).Take(30)));

    /// <summary>"aws:username is x-${sts:RoleSessionName}" on both sides: the name tells the attribute.</summary>
    private bool ReadsAlike() =>
        First.Kind == Second.Kind && Kinship.ShareSpace(First, Second)
        && First.Readings.Any(r => r.Name == NameKey && Second.Readings.Any(o => o.Name == NameKey && ResolvedTemplates.AreEqual(o.Template, r.Template)) && !(r.Template.IgnoreCase && First.Kind != CallerKind.IamUser));

    /// <summary>
    /// One template without <c>*</c> on both sides, of one attribute: the length of the name tells the attribute's
    /// length, for all else in it has a length of its own, and so where it stands.
    /// </summary>
    private bool TieRigidly() =>
        First.Of(NameKey).Ties.Any(t => ResolvedTemplates.IsRigid(t)
            && Second.Of(NameKey).Ties.Any(o => ResolvedTemplates.AreEqual(o, t))
            && Kinship.Keys(First, Second, Identifying).Any(k => Identifies(t, k)));

    /// <summary>One side spells its names out: for each, the callers on both sides are read back and compared.</summary>
    private bool NamesAreFew()
    {
        var spelled = new[] { First, Second }.SelectMany(c => c.Of(NameKey).Language.Filters).FirstOrDefault(f => f.Wanted && f.Patterns.All(p => !p.IgnoreCase && p.Parts is [LiteralPart]));
        if (spelled is not { Patterns.Length: <= MostNames } || First.Kind != Second.Kind || !Kinship.ShareSpace(First, Second)) return false;
        return spelled.Patterns.Select(p => ((LiteralPart)p.Parts[0]).Text).All(name =>
            NamesOf(First, name) is { } first && NamesOf(Second, name) is { } second && (first.Count == 0 || second.Count == 0 || first.Concat(second).Distinct(First.Kind == CallerKind.IamUser ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal).Count() == 1));
    }

    /// <summary>The names that a caller of the clause may have when its session is called this; null where they are not told.</summary>
    private List<string>? NamesOf(Clause clause, string name)
    {
        var demand = clause.Of(NameKey);
        if (!demand.Language.Accepts(name)) return [];
        if (clause.OneName is { } one && demand.Ties.IsEmpty) return [one];
        // Where a tie ignores case, the name shows the attribute in some case only: good once, for users.
        if (demand.Ties.Any(t => t.IgnoreCase) && (clause.Kind != CallerKind.IamUser || demand.Ties.Sum(t => t.Variables.Count()) > 1)) return null;
        var bindings = Bindings.Of(demand.Ties, name, Bindings.None, MostNames + 1, null, Effort, out var complete);
        var names = bindings.Select(b => clause.OneName ?? b.GetValueOrDefault(clause.NameKey)).ToList();
        return complete && names.TrueForAll(n => n is not null) ? [.. names.OfType<string>()] : null;
    }

    private bool RigidNamesAreNone() =>
        !RigidNames.Among(First.Of(NameKey).Ties, First.NameKey).IsEmpty && !RigidNames.Among(Second.Of(NameKey).Ties, Second.NameKey).IsEmpty && !Rigid().Any();

    private IEnumerable<string> Rigid()
    {
        var (first, second) = (RigidNames.Among(First.Of(NameKey).Ties, First.NameKey), RigidNames.Among(Second.Of(NameKey).Ties, Second.NameKey));
        if (first.IsEmpty && second.IsEmpty) return [];
        var caseless = Caseless(First.NameKey);
        var differ = Kinship.Of(First, Second, First.NameKey) == Likeness.ByAttribute && First.Kind == Second.Kind
            && (caseless || first.Concat(second).All(t => !t.IgnoreCase));
        return RigidNames.Of(first, second, differ, caseless);
    }

    private bool Identifies(TextTemplate tie, string key)
    {
        // A default is one name for all who lack the key.
        if (tie.Variables.Any(v => v.Default is not null)) return false;
        var variables = tie.Variables.Select(v => v.Key).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (!variables.Contains(key, StringComparer.OrdinalIgnoreCase) || !variables.TrueForAll(v => KeyEquals(v, key) || TiePattern.IsAccount(v))) return false;
        if (tie.IgnoreCase && !Caseless(key)) return false;
        return !IsName(key) || Kinship.ShareSpace(First, Second) || (First.Kind == CallerKind.IamUser && Second.Kind == CallerKind.IamUser && variables.Exists(TiePattern.IsAccount));
    }

    private bool HasNoName(Combination combination)
    {
        var search = SearchOf(combination, combination.Key);
        return !search.Names(visits: 1).Any() && !search.GaveUp;
    }

    private IEnumerable<Combination> Combinations() =>
        from key in Kinship.Keys(First, Second, Identifying).DefaultIfEmpty(First.NameKey)
        from first in Choices(First, key)
        from second in Choices(Second, key)
        select new Combination(key, first, second);

    // The ties that bear the attribute first: those prove most.
    private IEnumerable<TextTemplate?> Choices(Clause clause, string key)
    {
        var ties = clause.Of(NameKey).Ties;
        if (ties.IsEmpty) return [null];
        return ties.OrderByDescending(t => t.Variables.Any(v => KeyEquals(v.Key, key))).Take(MostTies);
    }

    private NameSearch SearchOf(Combination combination, string key)
    {
        var (first, second) = (SideOf(First, combination.First, key), SideOf(Second, combination.Second, key));
        var compare = false;
        if (Kinship.Of(First, Second, key) == Likeness.ByAttribute)
        {
            // A region of the search has at least one letter.
            var (firstBears, secondBears) = Bindings.MayBeEmpty(key) ? (false, false) : (Bears(combination.First, key), Bears(combination.Second, key));
            compare = firstBears && secondBears;
            if (firstBears && Known(Second, key) is { } second1) first = Not(first, second1, key);
            else if (secondBears && Known(First, key) is { } first1) second = Not(second, first1, key);
        }
        return new NameSearch(first, second, [.. FiltersOf(First, combination.First), .. FiltersOf(Second, combination.Second)], compare, Effort);
    }

    // A tie that ignores case leaves open which of the names in other cases the caller has: no matter for users.
    private static bool Bears(TextTemplate? tie, string key) =>
        tie?.Variables.Any(v => KeyEquals(v.Key, key) && v.Default is null) == true && (!tie.IgnoreCase || Caseless(key));

    private static Side SideOf(Clause clause, TextTemplate? tie, string key)
    {
        if (tie is null) return Side.Untied;
        var followed = tie.Variables.Select(v => v.Key).FirstOrDefault(v => KeyEquals(v, key) && !Bindings.MayBeEmpty(v))
            ?? tie.Variables.Select(v => v.Key).FirstOrDefault(v => v == clause.NameKey);
        var region = followed == clause.NameKey && clause.OneName is null ? clause.Name
            : followed is not null && KeyEquals(followed, Kinship.UserId) ? UniqueIds
            : Language.OfNames(1);
        return new Side(TiePattern.Of(tie, followed), tie.IgnoreCase ? Relaxed(region) : region);
    }

    private static readonly Language UniqueIds = new([], 16, 64, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static Side Not(Side side, string name, string key) =>
        side with { Region = side.Region.With(Filter.Exactly(name, Caseless(key), wanted: false)) };

    private static string? Known(Clause clause, string key) =>
        key == Kinship.UserId ? clause.UniqueId : key == clause.NameKey ? clause.OneName : null;

    /// <summary>The attribute in any case: what a name that ignores case may show of it.</summary>
    private static Language Relaxed(Language language) =>
        language with { Letters = string.Concat(language.Letters.Concat(language.Letters.ToUpperInvariant()).Concat(language.Letters.Select(char.ToLowerInvariant)).Distinct()), Filters = [.. language.Filters.Where(f => f.Wanted && f.Lead is null).Select(f => new Filter([.. f.Patterns.Select(p => p with { IgnoreCase = true })], Wanted: true))] };

    private IEnumerable<Filter> FiltersOf(Clause clause, TextTemplate? followed)
    {
        var demand = clause.Of(NameKey);
        return demand.Language.Filters.Concat(demand.Ties.Where(t => !ReferenceEquals(t, followed)).Select(t => new Filter([t], Wanted: true)));
    }

    private bool IsName(string key) => key == First.NameKey;

    private static bool Caseless(string key) => KeyEquals(key, KeyCatalogue.UserName) || KeyEquals(key, Kinship.UserId);

    private static bool KeyEquals(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private sealed record Combination(string Key, TextTemplate? First, TextTemplate? Second);
}
