using CsCheck;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>Small random trust policies that speak of the tiny world, as JSON text.</summary>
internal static class TrustPolicyGenerators
{
    private static readonly Gen<(string Type, string Text)> Principal = Gen.Frequency(
        (6, Gen.Const(("AWS", $"arn:aws:iam::{TinyWorld.One}:root"))),
        (2, Gen.Const(("AWS", TinyWorld.Two))),
        (3, Gen.OneOf(("AWS", $"arn:aws:iam::{TinyWorld.One}:user/ab"), ("AWS", $"arn:aws:iam::{TinyWorld.One}:user/ba"), ("AWS", $"arn:aws:iam::{TinyWorld.Two}:user/ab"))),
        (2, Gen.OneOf(("AWS", $"arn:aws:iam::{TinyWorld.One}:role/dev"), ("AWS", $"arn:aws:iam::{TinyWorld.One}:role/path/ops"), ("AWS", $"arn:aws:sts::{TinyWorld.One}:assumed-role/dev/ab"))),
        (2, Gen.OneOf(("Service", "ec2.amazonaws.com"), ("Service", "lambda.amazonaws.com"), ("Service", "*"))),
        (4, Gen.OneOf(("Federated", TinyWorld.Google), ("Federated", TinyWorld.Issuer), ("Federated", TinyWorld.Saml), ("Federated", "*"))),
        (1, Gen.OneOf(("AWS", "*"), ("AWS", "AIDACKCEVSQ6C2EXAMPLE"), ("AWS", $"arn:aws:sts::{TinyWorld.One}:federated-user/ab"))));

    private static readonly Gen<string> Principals = Gen.Frequency(
        (1, Gen.Const("\"*\"")),
        (9, Principal.Array[1, 2].Select(ps => "{" + string.Join(',', ps
            .Distinct()
            .GroupBy(p => p.Type, p => Quote(p.Text), StringComparer.Ordinal)
            .Select(g => $"{Quote(g.Key)}:{List([.. g])}")) + "}")));

    private static readonly Gen<string> Action = Gen.Frequency(
        (6, Gen.OneOf(
            "\"Action\":\"sts:AssumeRole\"", "\"Action\":\"sts:*\"", "\"Action\":[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]",
            "\"Action\":\"sts:AssumeRole*\"", "\"Action\":\"*\"", "\"Action\":[\"sts:AssumeRoleWithWebIdentity\",\"sts:AssumeRoleWithSAML\"]")),
        (1, Gen.OneOf(
            "\"NotAction\":\"sts:TagSession\"", "\"NotAction\":\"sts:AssumeRoleWith*\"", "\"NotAction\":\"iam:*\"",
            "\"Action\":\"sts:SetSourceIdentity\"", "\"NotAction\":\"sts:SetSourceIdentity\"")));

    private static readonly Gen<string> StatementText = Gen.Frequency(
        (5, Gen.Select(Principals, Action, ConditionTexts.Block, (p, a, c) => $"{{\"Effect\":\"Allow\",\"Principal\":{p},{a}{c}}}")),
        (2, Gen.Select(Gen.Frequency((5, Gen.Const("\"Principal\":\"*\"")), (2, Principals.Select(p => $"\"Principal\":{p}")), (1, Principals.Where(p => p[0] == '{').Select(p => $"\"NotPrincipal\":{p}"))),
            Action, ConditionTexts.Block, (p, a, c) => $"{{\"Effect\":\"Deny\",{p},{a}{c}}}")));

    public static readonly Gen<string> Policy = Gen.Select(
        Gen.Frequency((8, Gen.Const("\"Version\":\"2012-10-17\",")), (1, Gen.Const("\"Version\":\"2008-10-17\",")), (1, Gen.Const(""))),
        StatementText.Array[1, 3],
        (version, statements) => $"{{{version}\"Statement\":[{string.Join(',', statements)}]}}");

    internal static string Quote(string text) => $"\"{text}\"";

    internal static string List(string[] items) => items.Length == 1 ? items[0] : $"[{string.Join(',', items)}]";
}
