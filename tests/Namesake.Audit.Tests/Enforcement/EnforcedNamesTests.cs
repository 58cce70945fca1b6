using Namesake.Audit.Enforcement;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Tests.Enforcement;

public sealed class EnforcedNamesTests
{
    private const string Named = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string Prefixed = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"team-${aws:username}"}}}]}""";
    private const string Mfa = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}""";
    private const string Identity = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"],"Condition":{"StringEquals":{"sts:SourceIdentity":"${aws:username}"}}}]}""";
    private const string Free = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";
    private const string Sole = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/carol"},"Action":"sts:AssumeRole"}]}""";

    public static TheoryData<string, string?, string?, string?, string?> Cases { get; } = new()
    {
        { Named, null, "session name", "IAMUser", "alice" },
        // Whose name it is beneath the prefix is not told, only that it is one caller's.
        { Prefixed, null, "session name", "Unknown", "alice" },
        { Mfa, null, "session name", "IAMUser", "alice" },
        { Identity, "bob", "source identity", "IAMUser", "bob" },
        // Under that policy no session is without one.
        { Identity, null, null, null, null },
        { Free, null, null, null, null },
        { Sole, null, "sole caller", "IAMUser", "carol" },
        { "{", null, null, null, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_policy_names_whom_it_proves(string policy, string? sourceIdentity, string? carrier, string? type, string? name)
    {
        var change = new PolicyChange(new EventId("x"), 0, "CreateRole", "111122223333", "deploy", policy);
        var enforced = new EnforcedNames().Prove(change, "arn:aws:iam::111122223333:role/deploy", "alice", sourceIdentity);
        Assert.Equal(carrier, enforced?.Carrier);
        Assert.Equal(type, enforced?.Origin.Type);
        Assert.Equal(name, enforced?.Origin.UserName);
    }
}
