namespace Namesake.Audit.Tests;

/// <summary>Which keys may be declared to name one person.</summary>
public sealed class IdentifyingKeyTests
{
    [Theory]
    [InlineData("aws:PrincipalTag/person")]
    [InlineData("AWS:principaltag/E-Mail")]
    [InlineData("aws:username")]
    [InlineData("aws:userid")]
    [InlineData("aws:SourceIdentity")]
    [InlineData("saml:sub")]
    [InlineData("saml:mail")]
    [InlineData("accounts.google.com:email")]
    [InlineData("sts:RequestContext/identitystore:UserId")]
    [InlineData("identitystore:UserId")]
    public void A_key_that_is_given_to_a_caller_can_identify(string key) => Assert.Null(IdentifyingKey.Fault(key));

    [Theory]
    [InlineData("", "must have a name")]
    [InlineData("  ", "must have a name")]
    [InlineData("sts:RoleSessionName", "the caller chooses it")]
    [InlineData("STS:sourceidentity", "the caller chooses it")]
    [InlineData("aws:RequestTag/person", "the caller chooses it")]
    [InlineData("aws:TagKeys", "the caller chooses it")]
    [InlineData("sts:ExternalId", "the caller chooses it")]
    [InlineData("aws:PrincipalAccount", "many callers share")]
    [InlineData("aws:PrincipalArn", "many callers share")]
    [InlineData("aws:PrincipalOrgID", "many callers share")]
    [InlineData("aws:SourceIp", "many callers share")]
    [InlineData("saml:aud", "many callers share")]
    [InlineData("accounts.google.com:aud", "many callers share")]
    [InlineData("aws:PrincipalTag/", "names no tag")]
    [InlineData("aws:PrincipalTags/person", "no condition key that is known")]
    [InlineData("aws:sts:RoleSessionName", "no condition key that is known")]
    [InlineData("person", "with its prefix")]
    [InlineData("saml:", "with its prefix")]
    public void A_key_that_cannot_is_refused_with_a_reason(string key, string reason) =>
        Assert.Contains(reason, IdentifyingKey.Fault(key), StringComparison.Ordinal);
}
