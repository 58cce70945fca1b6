namespace Namesake.Bench.Prover;

/// <summary>Distinct trust policies of the shapes that accounts really have, in the order of a seeded shuffle.</summary>
internal static class RealisticPolicies
{
    private static readonly string[] Services = ["ec2", "lambda", "ecs-tasks", "states", "events", "glue", "codebuild", "eks"];

    public static IEnumerable<string> Take(int count) => Enumerable.Range(0, count).Select(Of);

    private static string Of(int i)
    {
        var account = $"{100_000_000_000 + ((long)i * 7_919 % 900_000_000_000)}";
        return (i % 16) switch
        {
            0 or 1 => Allow(Service(i), "sts:AssumeRole", $$"""{"StringEquals":{"aws:SourceAccount":"{{account}}"} }"""),
            2 or 3 => Allow(Service(i), "sts:AssumeRole", null, $"Service{i}"),
            4 => Allow(Root(account), "sts:AssumeRole", null),
            5 => Allow(Root(account), "sts:AssumeRole", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"""),
            6 => Allow(Root(account), "sts:AssumeRole", $$"""{"StringEquals":{"sts:ExternalId":"id-{{i}}"} }"""),
            7 => Allow(Root(account), "sts:AssumeRole", """{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}"""),
            8 => Allow(Root(account), "sts:AssumeRole", """{"StringLike":{"sts:RoleSessionName":"team-${aws:username}"}}"""),
            9 => Allow($$"""{"AWS":"arn:aws:iam::{{account}}:role/app-{{i}}"}""", "sts:AssumeRole", null),
            10 => Allow($$"""{"AWS":["arn:aws:iam::{{account}}:user/u{{i}}","arn:aws:iam::{{account}}:user/v{{i}}"]}""", "sts:AssumeRole", null),
            11 => Allow($$"""{"Federated":"arn:aws:iam::{{account}}:oidc-provider/token.actions.githubusercontent.com"}""", "sts:AssumeRoleWithWebIdentity",
                $$"""{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"},"StringLike":{"token.actions.githubusercontent.com:sub":"repo:org/app-{{i}}:*"} }"""),
            12 => Allow($$"""{"Federated":"arn:aws:iam::{{account}}:saml-provider/corp"}""", "sts:AssumeRoleWithSAML", """{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"""),
            13 => Allow($$"""{"AWS":"*"}""", "sts:AssumeRole", $$"""{"StringEquals":{"aws:PrincipalOrgID":"o-{{i}}"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::{{account}}:role/deploy-*"} }"""),
            14 => Two(
                Statement(Root(account), "sts:AssumeRole", null, "Allow"),
                Statement("\"*\"", "sts:AssumeRole", """{"StringNotLike":{"sts:RoleSessionName":"${aws:username}"}}""", "Deny")),
            _ => Two(
                Statement(Root(account), "sts:AssumeRole", """{"StringEquals":{"sts:SourceIdentity":"${aws:username}"}}""", "Allow"),
                Statement(Root(account), "sts:SetSourceIdentity", """{"StringEquals":{"sts:SourceIdentity":"${aws:username}"}}""", "Allow")),
        };
    }

    private static string Root(string account) => $$"""{"AWS":"arn:aws:iam::{{account}}:root"}""";

    private static string Service(int i) => $$"""{"Service":"{{Services[i / 16 % Services.Length]}}.amazonaws.com"}""";

    private static string Allow(string principal, string action, string? condition, string? sid = null) =>
        $$"""{"Version":"2012-10-17","Statement":[{{Statement(principal, action, condition, "Allow", sid)}}]}""";

    private static string Two(string first, string second) => $$"""{"Version":"2012-10-17","Statement":[{{first}},{{second}}]}""";

    private static string Statement(string principal, string action, string? condition, string effect, string? sid = null) =>
        $$"""{{{(sid is null ? "" : $"\"Sid\":\"{sid}\",")}}"Effect":"{{effect}}","Principal":{{principal}},"Action":"{{action}}"{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""";
}
