using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Tests;

/// <summary>Roles to audit, made from the text of a trust policy.</summary>
internal static class Roles
{
    public const string Forced = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    public const string Open = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";
    public const string OpenRole = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/Dev"},"Action":"sts:AssumeRole"}]}""";
    public const string OpenWeb = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"accounts.google.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]}""";
    public const string TwoSaml = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":["arn:aws:iam::111122223333:saml-provider/a","arn:aws:iam::111122223333:saml-provider/b"]},"Action":"sts:AssumeRoleWithSAML"}]}""";
    public const string TwoAccounts = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["111122223333","444455556666"]},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    public const string OldVersion = """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    public const string Closed = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:sts:RoleSessionName":"${aws:username}"}}}]}""";
    public const string Workload = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    public const string Saml = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/a"},"Action":"sts:AssumeRoleWithSAML"}]}""";
    public const string Unmodelled = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"ForAnyValue:StringEqualsIfExists":{"sts:SourceIdentity":"x"}}}]}""";
    public const string Template = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Ref":"Trusted"}},"Action":"sts:AssumeRole"}]}""";
    public const string BadPrincipal = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/*"},"Action":"sts:AssumeRole"}]}""";
    public const string Broken = """{"Version":"2012-10-17","Statement":[""";

    public static Role Of(string policy, string? name = null, string? path = null) =>
        new(null, name, path, PolicyParser.Parse(policy), new SourcePlace("role.json", 1, 1));

    public static RoleFinding Finding(string policy, string? name = null, string? path = null) =>
        Assert.Single(RoleAudit.Run([Of(policy, name, path)], []).Findings);
}
