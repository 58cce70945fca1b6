using System.Collections.Immutable;
using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Asking;

/// <summary>A person with the identities that somebody declared to be his.</summary>
/// <param name="Person">What he is called.</param>
/// <param name="Identities">ARNs, <c>name@account</c>, unique ids, ids of Identity Center users, names that are mail addresses.</param>
public sealed record DeclaredPerson(string Person, ImmutableArray<string> Identities);

/// <summary>Who was declared to be one person. Nobody is merged otherwise.</summary>
public sealed class Aliases(IEnumerable<DeclaredPerson> people)
{
    public static readonly Aliases None = new([]);

    private readonly ImmutableArray<(string Person, PersonForms Forms)> _people = [.. people.Select(p => (p.Person, Declared(p)))];

    /// <summary>The forms of a declared person; null where nobody of that name was declared.</summary>
    public PersonForms? FormsOf(string person)
    {
        var found = _people.Where(p => string.Equals(p.Person, person, StringComparison.OrdinalIgnoreCase)).Select(p => p.Forms).ToList();
        return found.Count == 0 ? null : found.Aggregate((all, next) => new PersonForms(all.Names.Union(next.Names), all.Exact.Union(next.Exact)));
    }

    /// <summary>Whose identity an origin was declared to be. What is known by a claimed name only is nobody's.</summary>
    public string? PersonOf(Origin origin) =>
        origin.Type == "Unknown" ? null : _people.Where(p => p.Forms.Matches(origin)).Select(p => p.Person).FirstOrDefault();

    // A bare name may be another's in another account; a mail address names one person.
    private static PersonForms Declared(DeclaredPerson person)
    {
        var forms = person.Identities.Select(i => i.ToLowerInvariant()).ToImmutableHashSet(StringComparer.Ordinal);
        return new PersonForms([.. forms.Where(f => f.Contains('@', StringComparison.Ordinal))], forms);
    }
}
