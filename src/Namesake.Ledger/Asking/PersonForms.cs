using System.Collections.Immutable;
using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Asking;

/// <summary>The ways in which one person is written, in lower case.</summary>
/// <param name="Names">Names, which several accounts may have: a user name, a service.</param>
/// <param name="Exact">What names one identity: an ARN, <c>name@account</c>, a unique id, the id of an Identity Center user.</param>
public sealed record PersonForms(ImmutableHashSet<string> Names, ImmutableHashSet<string> Exact)
{
    internal const string Condition =
        """
        (list_contains($names, lower(a.origin_name)) OR list_contains($names, lower(a.origin_service)) OR list_contains($exact, lower(a.origin_name || '@' || a.origin_account))
          OR (a.origin_type <> 'IdentityCenterUser' AND list_contains($exact, lower(a.origin_arn))) OR list_contains($exact, lower(a.origin_id)))
        """;

    /// <param name="person">As somebody typed it: any of the forms, or the name of a declared person.</param>
    /// <param name="aliases">Who was declared to be one person.</param>
    public static PersonForms Of(string person, Aliases aliases)
    {
        var typed = person.ToLowerInvariant();
        return aliases.FormsOf(person) is { } declared ? declared with { Names = declared.Names.Add(typed), Exact = declared.Exact.Add(typed) } : new([typed], [typed]);
    }

    public bool Matches(Origin origin) => MatchesName(origin) || MatchesExactly(origin);

    internal bool MatchesName(Origin origin) =>
        origin.UserName is { } name && Names.Contains(name.ToLowerInvariant()) || origin.InvokedBy is { } service && Names.Contains(service.ToLowerInvariant());

    // The ARN of an Identity Center user is that of the identity store, which all its users share.
    internal bool MatchesExactly(Origin origin) =>
        origin is { UserName: { } name, Account: { } account } && Exact.Contains($"{name}@{account}".ToLowerInvariant())
        || origin is { Arn: { } arn, Type: not "IdentityCenterUser" } && Exact.Contains(arn.ToLowerInvariant())
        || origin.PrincipalId is { } id && Exact.Contains(id.ToLowerInvariant());
}
