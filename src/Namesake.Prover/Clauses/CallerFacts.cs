using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>What is known of a condition key in the requests of a clause.</summary>
internal abstract record KeyFact;

internal sealed record AbsentKey : KeyFact
{
    public static readonly AbsentKey Instance = new();
}

internal sealed record FixedKey(string Value) : KeyFact;

/// <summary>There, with a value that no policy names: another account, another provider.</summary>
internal sealed record OpenKey : KeyFact
{
    public static readonly OpenKey Instance = new();
}

/// <summary>The session name or the source identity.</summary>
internal sealed record NameKey(string Key) : KeyFact;

/// <summary>The user's name or the subject.</summary>
internal sealed record CallerNameKey : KeyFact
{
    public static readonly CallerNameKey Instance = new();
}

internal sealed record PrincipalArnKey : KeyFact
{
    public static readonly PrincipalArnKey Instance = new();
}

internal sealed record UserIdKey : KeyFact
{
    public static readonly UserIdKey Instance = new();
}

/// <summary>The request may carry it or not, with any value.</summary>
internal sealed record FreeKey : KeyFact
{
    public static readonly FreeKey Instance = new();
}

/// <summary>Reads condition keys off a clause's callers.</summary>
internal static class CallerFacts
{
    /// <summary>For matchers that look at no request.</summary>
    public static readonly RequestContext Nobody =
        RequestContext.Of(new Request(StsAdmission.AssumeRole, Caller.Anonymous, null, null, Request.NoContext));

    public static KeyFact Of(Clause clause, string key)
    {
        var domain = clause.Domain;
        if (KeyCatalogue.Is(key, KeyCatalogue.SessionName)) return new NameKey(KeyCatalogue.SessionName);
        if (KeyCatalogue.Is(key, KeyCatalogue.SourceIdentity)) return clause.Form.SourceIdentity ? new NameKey(KeyCatalogue.SourceIdentity) : AbsentKey.Instance;
        if (!clause.Form.Tags && StsAdmission.IsSessionTag(key)) return AbsentKey.Instance;
        if (domain.Kind is CallerKind.IamUser or CallerKind.WebIdentity && KeyCatalogue.Is(key, clause.NameKey))
            return domain.Name is { } name ? new FixedKey(name) : CallerNameKey.Instance;
        if (domain.Kind == CallerKind.WebIdentity && IsClaim(key)) return IsOwnClaim(domain, key) ? FreeKey.Instance : AbsentKey.Instance;
        if (domain.IsSigned && OfSigned(domain, key) is { } signed) return signed;
        if (KeyCatalogue.Is(key, "aws:PrincipalIsAWSService") && domain.Kind == CallerKind.Service) return new FixedKey("true");
        if (KeyCatalogue.Is(key, "aws:PrincipalServiceName") && domain.Kind == CallerKind.Service) return domain.Provider is { } service ? new FixedKey(service) : OpenKey.Instance;
        if (KeyCatalogue.Is(key, "aws:FederatedProvider") && domain.Kind is CallerKind.Saml or CallerKind.WebIdentity)
            return domain.Provider is { } provider ? new FixedKey(provider) : OpenKey.Instance;
        return KeyCatalogue.PresenceFor(key, domain.Kind) == Presence.Never ? AbsentKey.Instance : FreeKey.Instance;
    }

    /// <summary>The variable as the clause knows it: fixed text, still a variable (its key in one spelling), or nothing.</summary>
    public static TemplatePart? Fill(Clause clause, VariablePart variable) => Of(clause, variable.Key) switch
    {
        AbsentKey => variable.Default is { } fallback ? new LiteralPart(fallback) : null,
        FixedKey { Value: var value } => new LiteralPart(value),
        NameKey { Key: var key } => new VariablePart(key, null),
        CallerNameKey => new VariablePart(clause.NameKey, null),
        FreeKey => new VariablePart(variable.Key, variable.Default),
        _ => new VariablePart(variable.Key.ToLowerInvariant(), null),
    };

    private static KeyFact? OfSigned(CallerDomain domain, string key)
    {
        if (KeyCatalogue.Is(key, "aws:PrincipalArn")) return domain.KnownArn is { } arn ? new FixedKey(arn) : PrincipalArnKey.Instance;
        if (KeyCatalogue.Is(key, "aws:PrincipalAccount")) return domain.Account is { } account ? new FixedKey(account.Digits) : OpenKey.Instance;
        if (KeyCatalogue.Is(key, "aws:PrincipalType")) return new FixedKey(domain.Kind == CallerKind.IamUser ? "User" : "AssumedRole");
        if (KeyCatalogue.Is(key, "aws:PrincipalIsAWSService")) return new FixedKey("false");
        return KeyCatalogue.Is(key, "aws:userid") ? UserIdKey.Instance : null;
    }

    /// <summary>Whether the key is a web identity provider's: its host, a colon, the claim. Keys of AWS may hold dots in the names of tags.</summary>
    public static bool IsClaim(string key) =>
        key.LastIndexOf(':') is var colon and > 0 && key[..colon].Contains('.', StringComparison.Ordinal)
        && !((string[])["aws:", "sts:", "iam:", "saml:"]).Any(p => key.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    private static bool IsOwnClaim(CallerDomain domain, string key) => key[..key.LastIndexOf(':')].Equals(domain.Host, StringComparison.OrdinalIgnoreCase);
}
