using CsCheck;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>Random condition blocks on the keys of the tiny world, as JSON text.</summary>
internal static class ConditionTexts
{
    private static readonly Gen<string> Key = Gen.Frequency(
        (9, Gen.Const("sts:RoleSessionName")),
        (4, Gen.Const("sts:SourceIdentity")),
        (2, Gen.Const("aws:username")),
        (2, Gen.Const("aws:PrincipalArn")),
        (1, Gen.Const("sts:ExternalId")),
        (1, Gen.Const("custom:key")),
        (1, Gen.Const($"{TinyWorld.Google}:sub")),
        (2, Gen.OneOf("aws:PrincipalTag/team", "aws:PrincipalAccount", "aws:SourceAccount", "aws:PrincipalIsAWSService", "aws:FederatedProvider", "saml:sub", "aws:sts:RoleSessionName")));

    private static readonly Gen<string> Word = Gen.Frequency(
        (4, Gen.Const("${aws:username}")),
        (3, Gen.OneOf("a", "b", "-", "ab", "a-")),
        (2, Gen.OneOf("*", "?")),
        (2, Gen.OneOf("${AWS:UserName}", "${aws:username, 'ab'}", "${sts:SourceIdentity}", "${aws:PrincipalTag/team}", "${aws:PrincipalAccount}", "${custom:key}", $"${{{TinyWorld.Google}:sub}}", "${saml:sub}", "${*}", "AB")));

    private static readonly Gen<string> NameValue = Gen.Frequency(
        (5, Gen.OneOf("${aws:username}", "ab", $"${{{TinyWorld.Google}:sub}}")),
        (5, Word.Array[1, 3].Select(string.Concat)));

    private static readonly Gen<string> ArnValue = Gen.OneOf(
        $"arn:aws:iam::{TinyWorld.One}:user/*", $"arn:aws:iam::{TinyWorld.One}:role/*", $"arn:aws:iam::*:role/dev", $"arn:aws:iam::{TinyWorld.One}:role/path/ops",
        $"arn:aws:iam::{TinyWorld.One}:user/ab", $"arn:aws:iam::{TinyWorld.One}:user/${{aws:username}}", "arn:aws:iam::*:user/a?", "*");

    private static readonly Gen<string> Operator = Gen.Frequency(
        (6, Gen.OneOf("StringEquals", "StringLike")),
        (3, Gen.OneOf("StringNotEquals", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase")),
        (2, Gen.OneOf("StringEqualsIfExists", "StringLikeIfExists", "StringNotEqualsIfExists", "StringEqualsIgnoreCaseIfExists")),
        (2, Gen.OneOf("ForAnyValue:StringEquals", "ForAllValues:StringLike", "ForAnyValue:StringNotLike", "ForAllValues:StringNotEquals", "ForAnyValue:StringLikeIfExists")),
        (1, Gen.OneOf("Null", "Bool", "ArnLike", "ArnNotEquals", "NumericEquals")));

    private static readonly Gen<(string Operator, string Key, string Values)> Test =
        from key in Key
        from op in key == "aws:PrincipalArn" ? Gen.OneOf("ArnLike", "ArnNotLike", "ArnEqualsIfExists", "StringLike", "ForAnyValue:ArnLike", "StringNotLike") : Operator
        from values in Values(key, op).Array[1, 2]
        select (op, key, TrustPolicyGenerators.List([.. values.Distinct(StringComparer.Ordinal).Select(TrustPolicyGenerators.Quote)]));

    /// <summary>Empty, or a comma and a Condition block.</summary>
    public static readonly Gen<string> Block = Gen.Frequency(
        (1, Gen.Const("")),
        (6, Gen.Frequency((4, Test.Array[1]), (2, Test.Array[2]), (1, Test.Array[3])).Select(Text)));

    private static Gen<string> Values(string key, string op) => (key, op) switch
    {
        (_, "Null" or "Bool") => Gen.OneOf("true", "false"),
        ("aws:PrincipalArn", _) => ArnValue,
        ("aws:PrincipalAccount" or "aws:SourceAccount", _) => Gen.OneOf(TinyWorld.One, TinyWorld.Two, "1*"),
        ("aws:PrincipalIsAWSService", _) => Gen.OneOf("true", "false"),
        ("aws:FederatedProvider", _) => Gen.OneOf(TinyWorld.Google, TinyWorld.Issuer, "*"),
        _ => NameValue,
    };

    private static string Text((string Operator, string Key, string Values)[] tests) => ",\"Condition\":{" + string.Join(',', tests
        .GroupBy(t => t.Operator, StringComparer.Ordinal)
        .Select(g => $"{TrustPolicyGenerators.Quote(g.Key)}:{{{string.Join(',', g.DistinctBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{TrustPolicyGenerators.Quote(t.Key)}:{t.Values}"))}}}")) + "}";
}
