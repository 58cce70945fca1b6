using CsCheck;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>Policies and their statements, as JSON text.</summary>
internal static class StatementGenerators
{
    public static Gen<string> Policy(Hints hints)
    {
        var version = Gen.Frequency((6, "\"Version\":\"2012-10-17\","), (1, "\"Version\":\"2008-10-17\","), (1, ""));
        var statement = Statement(hints);
        var statements = Gen.Frequency(
            (1, statement),
            (4, statement.Array[1, 4].Select(many => "[" + string.Join(',', many) + "]")));
        return Gen.Select(version, statements, (v, s) => "{" + v + "\"Statement\":" + s + "}");
    }

    private static Gen<string> Statement(Hints hints)
    {
        var condition = ConditionGenerators.Condition(hints);
        var allow = Gen.Select(Principal(hints), Actions(hints), condition, (principal, action, when) =>
            "{\"Effect\":\"Allow\",\"Principal\":" + principal + "," + action + when + "}");
        var denied = Gen.Frequency(
            (3, Principal(hints).Select(principal => "\"Principal\":" + principal)),
            (1, NotPrincipal(hints).Select(principal => "\"NotPrincipal\":" + principal)));
        var deny = Gen.Select(denied, Actions(hints), condition, (principal, action, when) =>
            "{" + principal + ",\"Effect\":\"Deny\"," + action + when + "}");
        return Gen.Frequency((3, allow), (1, deny));
    }

    private static Gen<string> Principal(Hints hints) =>
        Gen.Frequency((1, Gen.OneOf("\"*\"", "{\"AWS\":\"*\"}", "{\"AWS\":[\"*\"]}")), (7, PrincipalMap(hints.Principals)), (2, PrincipalMap(World.Hints.Principals)));

    private static Gen<string> NotPrincipal(Hints hints) =>
        Gen.Frequency((1, PrincipalMap(hints.Principals)), (2, PrincipalMap(World.Hints.Principals)));

    // One to three principals, of one type or several; now and then beside one that is nobody.
    private static Gen<string> PrincipalMap((string Type, string Value)[] principals)
    {
        var some = Gen.OneOf(principals).Array[1, 3];
        var nobody = Gen.Frequency(
            (12, Gen.Const(Array.Empty<(string, string)>())),
            (1, Gen.OneOf(("AWS", "AIDACKCEVSQ6C2EXAMPLE"), ("CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be")).Select(one => new[] { one })));
        return Gen.Select(some, nobody, Gen.Bool, (named, extra, asList) => "{" + string.Join(',', named.Concat(extra)
            .Distinct()
            .GroupBy(principal => principal.Item1, principal => principal.Item2, StringComparer.Ordinal)
            .Select(type => World.Quote(type.Key) + ":" + ConditionGenerators.OneOrList([.. type.Select(World.Quote)], asList))) + "}");
    }

    private static Gen<string> Actions(Hints hints)
    {
        var named = Gen.OneOf(hints.Actions);
        var pattern = Gen.Frequency(
            (6, named),
            (1, named.SelectMany(RequestGenerators.Casing)),
            (2, Gen.OneOf("sts:*", "*", "sts:AssumeRole*", "STS:assume*", "sts:?ssumeRole", "*:AssumeRole", "sts:*o*e*")),
            (2, Gen.OneOf(World.Actions)));
        var list = Gen.Select(pattern.Array[1, 3], Gen.Bool, (patterns, asList) =>
            ConditionGenerators.OneOrList([.. patterns.Distinct(StringComparer.Ordinal).Select(World.Quote)], asList));
        var other = Gen.OneOf("sts:TagSession", "sts:SetSourceIdentity", "sts:AssumeRoleWith*", "iam:*", "sts:AssumeRole");
        return Gen.Frequency(
            (8, list.Select(value => "\"Action\":" + value)),
            (1, other.Select(value => "\"NotAction\":" + World.Quote(value))),
            (1, Gen.Select(other, list, (one, value) => "\"NotAction\":" + value)));
    }
}
