using CsCheck;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>Values of condition tests, as JSON text.</summary>
internal static class ValueGenerators
{
    public static readonly Gen<string> Number = Gen.Frequency(
        (6, Gen.OneOf("0", "5", "300", "299.5", "3600", "5.0", "-1", "111122223333").SelectMany(number => Gen.OneOf(number, World.Quote(number)))),
        (1, Gen.OneOf("\"many\"", "\"${aws:MultiFactorAuthAge}\"")));

    public static readonly Gen<string> Date = Gen.Frequency(
        (8, Gen.OneOf("2026-01-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00Z", "2026-06-30T12:00:00+02:00", "2026-06-30T10:00:00.000Z", "2025-12-31T23:59:59.5Z", "1767225600", "1782813600").Select(World.Quote)),
        (1, Gen.Const("1767225600")),
        (1, Gen.OneOf("\"tomorrow\"", "\"2026-13-01\"")));

    public static readonly Gen<string> Boolean = Gen.Frequency((8, Gen.OneOf("\"true\"", "\"false\"", "true", "false")), (1, Gen.Const("\"yes\"")));

    public static readonly Gen<string> Presence = Gen.OneOf("\"true\"", "\"false\"", "true", "false", "\"TRUE\"", "\"False\"");

    public static readonly Gen<string> Binary = Gen.OneOf("\"QUI=\"", "\"QQ==\"", "\"AAEC\"", "\"!\"");

    public static readonly Gen<string> Range = Gen.OneOf(
        "203.0.113.0/24", "203.0.113.5", "203.0.113.5/32", "203.0.113.128/25", "198.51.100.0/24", "0.0.0.0/0",
        "2001:db8::/32", "2001:db8::1", "2001:db8::1/128", "::/0", "somewhere", "203.0.113.0/33").Select(World.Quote);

    private static readonly Gen<string> Variable = Gen.Frequency(
        (6, Gen.OneOf("${aws:username}", "${sts:RoleSessionName}", "${aws:PrincipalTag/team}", "${aws:PrincipalAccount}", "${custom:key}")),
        (1, Gen.OneOf("${aws:USERNAME}", "${ aws:username }", "${aws:username }")),
        (2, Gen.OneOf("${aws:username, 'alice'}", "${aws:username,'ab'}", "${aws:PrincipalTag/team,  'a'}", "${aws:TagKeys, 'ab'}", "${no:such, 'bob'}", "${no:such, '*'}", "${no:such, ''}")),
        (1, Gen.OneOf("${aws:TagKeys}", "${no:such}")),
        (1, Gen.OneOf("${*}", "${?}", "${$}")));

    /// <summary>For a key that may have these values: themselves, patterns of them, variables, and what only looks like one.</summary>
    public static Gen<string> Text(string[] requestValues)
    {
        var value = Gen.OneOf(requestValues);
        return Gen.Frequency(
            (5, value),
            (1, Gen.OneOf(World.Names)),
            (1, value.SelectMany(RequestGenerators.Casing)),
            (2, value.SelectMany(Wild)),
            (3, Variable),
            (2, Gen.Select(Gen.OneOf("", "a", "team-", "*", "a?"), Variable, Gen.OneOf("", "b", "-*", "*", "-x"), (before, variable, after) => before + variable + after)),
            (1, Gen.OneOf("${aws:username", "$", "$a", "a${", "{a}", "$${*}", "a${*}b"))).Select(World.Quote);
    }

    /// <summary>ARNs and patterns of them; in between also what has no six parts.</summary>
    public static Gen<string> Arn(string[] requestValues)
    {
        var part = Gen.Frequency((3, Gen.OneOf("111122223333", "444455556666")), (2, Gen.OneOf("*", "1*", "????55556666")), (1, Gen.OneOf("${aws:PrincipalAccount}", "${no:such, '111122223333'}", "${no:such}", "")));
        var resource = Gen.OneOf("user/*", "user/alice", "user/a?", "user/${aws:username}", "role/*", "role/app", "*", "root", "*/${aws:username, 'app'}", "assumed-role/*/bob", "${custom:key}", "user/${*}", "federated-user/bob");
        var start = Gen.Frequency((6, Gen.OneOf("arn:aws:iam:", "arn:aws:sts:", "arn:*:iam:", "arn:aws:*:", "*:*:*:")), (1, Gen.OneOf("arn:${no:such, 'aws'}:iam:", "arn:aws:iam:*")));
        return Gen.Frequency(
            (3, Gen.OneOf(requestValues)),
            (2, Gen.OneOf(requestValues).SelectMany(Wild)),
            (5, Gen.Select(start, part, resource, (first, account, last) => first + ":" + account + ":" + last)),
            (1, Gen.OneOf("*", "arn:aws:iam::111122223333", "alice", "arn:aws:iam::*", "arn:aws:iam::111122223333:user/alice:x"))).Select(World.Quote);
    }

    // A star or a question mark somewhere, for what stood there.
    private static Gen<string> Wild(string text) =>
        from start in Gen.Int[0, text.Length]
        from length in Gen.Int[0, text.Length - start]
        from wildcard in Gen.Frequency((3, "*"), (2, "?"))
        select wildcard is "*" || length > 0
            ? text[..start] + wildcard + text[(wildcard is "*" ? start + length : start + 1)..]
            : text + "*";
}
