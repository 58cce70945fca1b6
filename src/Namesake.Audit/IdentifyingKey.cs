using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Audit;

/// <summary>Which condition keys an operator may declare to name one person.</summary>
public static class IdentifyingKey
{
    private const StringComparison NoCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>Prefixes of keys whose values an administrator or an identity provider gives to a caller.</summary>
    private static readonly string[] Given = ["aws:PrincipalTag/", "sts:RequestContext/"];

    private static readonly string[] OfOnePerson = [KeyCatalogue.UserName, "aws:userid", "aws:SourceIdentity", "aws:SignInSessionArn"];

    /// <summary>Keys that STS takes from the request as the caller wrote it.</summary>
    private static readonly string[] Chosen =
    [
        "aws:RequestTag/", "aws:TagKeys", "sts:TransitiveTagKeys", "sts:ExternalId", "sts:DurationSeconds", "sts:TaskPolicyArn",
        "aws:UserAgent", "aws:Referer", "aws:RequestedRegion",
    ];

    /// <summary>Claims that say who issued a token, for whom it is, and how its owner signed in.</summary>
    private static readonly string[] OfTheToken = [":aud", ":amr", ":iss", ":azp"];

    /// <summary>Why the key cannot name one person, in a sentence; null where it can.</summary>
    public static string? Fault(string key)
    {
        if (string.IsNullOrWhiteSpace(key)) return "an identifying key must have a name";
        if (KeyCatalogue.Is(key, KeyCatalogue.SessionName) || KeyCatalogue.Is(key, KeyCatalogue.SourceIdentity))
            return $"{key} cannot identify: the caller chooses it, and whether it tells the caller is the question";
        if (Chosen.Any(c => c.EndsWith('/') ? key.StartsWith(c, NoCase) : KeyCatalogue.Is(key, c)))
            return $"{key} cannot identify: the caller chooses it";
        if (Given.FirstOrDefault(g => key.StartsWith(g, NoCase)) is { } prefix)
            return key.Length > prefix.Length ? null : $"{key} names no {(prefix[0] == 'a' ? "tag" : "key")}: write {prefix}NAME";
        if (key.StartsWith("aws:", NoCase) || key.StartsWith("sts:", NoCase))
            return OfOnePerson.Any(k => KeyCatalogue.Is(key, k)) ? null
                : IsKnown(key) ? $"{key} cannot identify: many callers share its value"
                : $"{key} is no condition key that is known";
        if (key.IndexOf(':', StringComparison.Ordinal) is var colon && (colon <= 0 || colon == key.Length - 1))
            return $"{key} is no condition key: write it with its prefix, such as aws:PrincipalTag/NAME or the provider's host and claim";
        return OfTheToken.Any(c => key.EndsWith(c, NoCase)) ? $"{key} cannot identify: many callers share its value" : null;
    }

    private static bool IsKnown(string key) =>
        Enum.GetValues<CallerKind>().Any(k => KeyCatalogue.PresenceFor(key, k) is not (Presence.Never or Presence.Unlisted or Presence.Unmodelled));
}
