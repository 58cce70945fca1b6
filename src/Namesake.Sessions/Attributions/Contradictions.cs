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
        if (answer.Origin is not { } origin || answer.Chain.Length == 0 || origin.Type is "AWSService" or "AssumedRole" or "AWSAccount") return null;
        var names = answer.Chain.Select(c => c.SessionName).Append(identity.SessionName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
            if (AnotherPerson(trail, name, origin) is { } person)
                return $"the session is named \"{name}\", which is {person}, but its key was issued to {origin.Label}";
        if (revealed.SourceIdentity is { } source && AnotherPerson(trail, source, origin) is { } claimed)
            return $"the source identity is \"{source}\", which is {claimed}, but the key was issued to {origin.Label}";
        if (revealed.OnBehalfOfUser is { } user && origin.Type == "IAMUser")
            return $"AWS says that the session acts on behalf of Identity Center user {user}, but its key was issued to {origin.Label}";
        return null;
    }

    private static string? AnotherPerson(Trail trail, string name, Origin origin) =>
        string.Equals(name, origin.UserName, StringComparison.OrdinalIgnoreCase) ? null : trail.PersonNamed(name);
}
