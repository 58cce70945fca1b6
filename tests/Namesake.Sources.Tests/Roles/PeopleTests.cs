using Namesake.Policy.Model;
using static Namesake.Sources.Tests.Roles.RoleSamples;

namespace Namesake.Sources.Tests.Roles;

/// <summary>Users that a listing names beside its roles.</summary>
public sealed class PeopleTests
{
    [Fact]
    public async Task Users_of_authorization_details_are_known_by_account()
    {
        var read = await Read(
            $$"""{"UserDetailList":[{{User("zoe")}},{{User("yan")}}],"RoleDetailList":[{{Role("a")}}]}""",
            $$"""{"UserDetailList":[{{User("zoe")}},{{User("xia", "444455556666")}}]}""",
            $$"""{"Users":[{{User("will")}}],"IsTruncated":false}""");
        Assert.Equal("zoe yan will", string.Join(' ', read.People[AccountId.Of("111122223333")]));
        Assert.Equal("xia", string.Join(' ', read.People[AccountId.Of("444455556666")]));
        Assert.Equal(["a"], read.Names());
    }

    [Theory]
    [InlineData("""{"UserName":"zoe"}""")]
    [InlineData("""{"UserName":"zoe","Arn":"arn:aws:iam::111122223333:group/zoe"}""")]
    [InlineData("""{"UserName":"zoe","Arn":"arn:aws:iam::1:user/zoe"}""")]
    [InlineData("""{"UserName":"","Arn":"arn:aws:iam::111122223333:user/zoe"}""")]
    [InlineData("""{"UserName":7,"Arn":"arn:aws:iam::111122223333:user/zoe"}""")]
    public async Task What_is_no_user_is_not_taken_for_one(string thing) =>
        Assert.Empty((await Read($$"""{"Things":[{{thing}}],"RoleDetailList":[{{Role("a")}}]}""")).People);

    private static string User(string name, string account = "111122223333") =>
        $$"""{"Path":"/","UserName":"{{name}}","UserId":"AIDAEXAMPLE","Arn":"arn:aws:iam::{{account}}:user/{{name}}","UserPolicyList":[]}""";
}
