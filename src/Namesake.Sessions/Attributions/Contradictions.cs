using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>
/// Names against keys: a session that bears another person's name is an alarm of its own. Only names of people who
/// appear in the logs count; a session called "deploy" accuses nobody.
/// </summary>
internal static class Contradictions
{
    public static string? Find(Trail trail, UserIdentity identity, Revelation revealed, Answer answer)
    {
        if (answer.Origin is not { } origin || answer.Chain.Length == 0) return null;
        if (revealed.OnBehalfOfUser is { } user && IsAnother(origin, user, revealed.OnBehalfOfStore))
            return $"AWS says that the session acts on behalf of Identity Center user {user}, but its key was issued to {origin.Label}";
        if (!IsNamed(origin)) return null;
        foreach (var name in Chosen(identity, answer))
            if (AnotherPerson(trail, name, origin) is { } person)
                return $"the session is named \"{name}\", which is {person}, but its key was issued to {origin.Label}";
        foreach (var source in answer.Chain.Select(c => c.SourceIdentity).Prepend(revealed.SourceIdentity))
            if (AnotherPerson(trail, source, origin) is { } claimed)
                return $"the source identity is \"{source}\", which is {claimed}, but the key was issued to {origin.Label}";
        return null;
    }

    // What is no person bears any name; and of one without a name nobody can say that a name is another's.
    private static bool IsNamed(Origin origin) =>
        origin.Type == "Root" || origin is { UserName: not null, Type: "IAMUser" or "SAMLUser" or "WebIdentityUser" or "IdentityCenterUser" };

    /// <summary>The session names that a caller chose. A SAML session's is the provider's choice.</summary>
    private static IEnumerable<string?> Chosen(UserIdentity identity, Answer answer)
    {
        var chosen = answer.Chain.Where(c => c.EventName != "AssumeRoleWithSAML").Select(c => c.SessionName);
        return answer.Chain[0].EventName == "AssumeRoleWithSAML" ? chosen : chosen.Append(identity.SessionName);
    }

    private static string? AnotherPerson(Trail trail, string? name, Origin origin) =>
        string.Equals(name, origin.UserName, StringComparison.OrdinalIgnoreCase) ? null : trail.PersonNamed(name);

    private static bool IsAnother(Origin origin, string user, string? store) => origin.Type switch
    {
        "IAMUser" => true,
        "IdentityCenterUser" => origin.PrincipalId is { } id && (id != user || origin.Arn is { } own && store is not null && own != store),
        _ => false,
    };
}
