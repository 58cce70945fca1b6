using CsCheck;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>A request before it is written down.</summary>
internal sealed record RequestModel(
    string Action, Caller Caller, string? SessionName, string? SourceIdentity, (string Key, string[] Values, bool IsList)[] Context)
{
    public string ToJson() =>
        "{\"action\":" + World.Quote(Action)
        + ",\"caller\":{\"kind\":" + World.Quote(Caller.Kind) + ",\"arn\":" + OrNull(Caller.Arn)
        + ",\"account\":" + OrNull(Caller.Account) + ",\"userName\":" + OrNull(Caller.UserName)
        + "},\"sessionName\":" + OrNull(SessionName) + ",\"sourceIdentity\":" + OrNull(SourceIdentity)
        + ",\"context\":{" + string.Join(',', Context.Select(Entry)) + "}}";

    /// <summary>What a policy that fits this request would speak of.</summary>
    public Hints ToHints()
    {
        var keys = new List<(string Key, string[] Values)>();
        if (Caller.UserName is not null)
            keys.Add(("aws:username", [Caller.UserName]));
        if (Caller.Account is not null)
        {
            keys.Add(("aws:PrincipalArn", [World.PrincipalArn(Caller)]));
            keys.Add(("aws:PrincipalAccount", [Caller.Account]));
        }
        if (SessionName is not null)
            keys.Add(("sts:RoleSessionName", [SessionName]));
        if (SourceIdentity is not null)
            keys.Add(("sts:SourceIdentity", [SourceIdentity]));
        foreach (var (key, values, _) in Context.Where(entry => entry.Values.Length > 0))
        {
            keys.RemoveAll(other => string.Equals(other.Key, key, StringComparison.OrdinalIgnoreCase));
            keys.Add((World.Keys.First(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase)).Key, values));
        }
        return new Hints([.. World.PrincipalsOf(Caller)], [Action], [.. keys]);
    }

    private static string OrNull(string? text) => text is null ? "null" : World.Quote(text);

    private static string Entry((string Key, string[] Values, bool IsList) entry) =>
        World.Quote(entry.Key) + ":" + (entry.IsList ? "[" + string.Join(',', entry.Values.Select(World.Quote)) + "]" : World.Quote(entry.Values[0]));
}

internal static class RequestGenerators
{
    private static readonly string[] Ordinary =
        ["sts:ExternalId", "aws:SourceIp", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:CurrentTime", "aws:PrincipalTag/team", "custom:key", "custom:blob"];
    private static readonly string[] Overriding =
        ["aws:username", "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "sts:RoleSessionName", "sts:SourceIdentity"];

    public static readonly Gen<RequestModel> Request =
        from caller in Callers()
        from action in ActionOf(caller)
        from sessionName in Maybe(Gen.OneOf(World.SessionNames), present: 6, absent: 1)
        from sourceIdentity in Maybe(Gen.OneOf(World.SessionNames), present: 1, absent: 1)
        from ordinary in Gen.Shuffle(Ordinary, 0, 5)
        from overriding in Gen.Frequency((8, Gen.Const(Array.Empty<string>())), (1, Gen.Shuffle(Overriding, 1, 1)))
        from tagKeys in Gen.Frequency((1, Gen.Const(Array.Empty<string>())), (2, Gen.Const(new[] { "aws:TagKeys" })))
        from entries in Entries([.. ordinary, .. overriding, .. tagKeys])
        select new RequestModel(action, caller, sessionName, sourceIdentity, entries);

    private static Gen<Caller> Callers() =>
        Gen.Frequency((6, Kind("iam-user")), (3, Kind("role-session")), (1, Kind("federated-user")), (1, Kind("root")), (1, Kind("service")), (1, Kind("saml")), (1, Kind("web-identity")), (1, Kind("anonymous")));

    private static Gen<Caller> Kind(string kind) =>
        Gen.OneOf([.. World.Callers.Where(caller => string.Equals(caller.Kind, kind, StringComparison.Ordinal))]);

    private static Gen<string> ActionOf(Caller caller)
    {
        var usual = caller.Kind switch
        {
            "saml" => "sts:AssumeRoleWithSAML",
            "web-identity" => "sts:AssumeRoleWithWebIdentity",
            _ => "sts:AssumeRole",
        };
        return Gen.Frequency((5, Gen.Const(usual)), (1, Gen.OneOf(World.Actions)));
    }

    private static Gen<(string Key, string[] Values, bool IsList)[]> Entries(string[] keys)
    {
        var entries = Gen.Const(Array.Empty<(string Key, string[] Values, bool IsList)>());
        foreach (var key in keys)
            entries = Gen.Select(entries, Entry(key)).Select(pair => pair.Item1.Append(pair.Item2).ToArray());
        return entries;
    }

    // aws:TagKeys is a list, of any length; another key is a list once in a while.
    private static Gen<(string Key, string[] Values, bool IsList)> Entry(string key)
    {
        var values = World.Keys.First(known => string.Equals(known.Key, key, StringComparison.Ordinal)).Values;
        var single = Gen.OneOf(values).Select(value => (new[] { value }, false));
        var list = Gen.Shuffle(values, 0, 3).Select(some => (some, true));
        var (singles, lists) = key switch
        {
            "aws:TagKeys" => (1, 8),
            "aws:PrincipalArn" => (1, 0),
            _ => (10, 1),
        };
        return Gen.Select(Casing(key), Gen.Frequency((singles, single), (lists, list)), (name, entry) => (name, entry.Item1, entry.Item2));
    }

    /// <summary>The text as it is, mostly, else in capitals, small letters or both by turns.</summary>
    public static Gen<string> Casing(string text) =>
        Gen.Frequency((9, text), (1, text.ToUpperInvariant()), (1, text.ToLowerInvariant()), (1, string.Concat(text.Select(ByTurns))));

    private static char ByTurns(char character, int index) =>
        index % 2 == 0 ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character);

    private static Gen<string?> Maybe(Gen<string> some, int present, int absent) =>
        Gen.Frequency((present, some.Select(value => (string?)value)), (absent, Gen.Const((string?)null)));
}
