using Namesake.Sessions.Attributions;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class ClaimedNameTests
{
    private readonly Log _log = new();

    [Theory]
    [InlineData("dave")]
    [InlineData("i-love-aws")]
    [InlineData("dave@example.com")]
    [InlineData("2fast")]
    public void A_name_that_nothing_enforced_is_a_claim(string name)
    {
        var answer = Ask(name);
        Assert.Equal((Evidence.ClaimedName, "Unknown", name, false), (answer.Evidence, answer.Origin?.Type, answer.Origin?.UserName, answer.Complete));
        Assert.Contains("ASIALOST", answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("botocore-session-1700000000")]
    [InlineData("aws-go-sdk-1700000000000000000")]
    [InlineData("AWSCLI-Session")]
    [InlineData("aws-sdk-java-1700000000000")]
    [InlineData("aws-sdk-js-1700000000000")]
    [InlineData("i-0abcdef1234567890")]
    [InlineData("i-0abcdef1")]
    [InlineData("1700000000")]
    public void A_name_that_a_program_made_claims_nothing(string name)
    {
        var answer = Ask(name);
        Assert.Equal((Evidence.None, null), (answer.Evidence, answer.Origin));
    }

    [Fact]
    public void A_session_that_a_service_uses_claims_nothing() =>
        Assert.Equal(Evidence.None, _log.Ask(_log.Act(new Session { Role = "Data", Name = "AutoScaling", Key = "ASIALOST", InvokedBy = "autoscaling.amazonaws.com" })).Evidence);

    [Fact]
    public void A_source_identity_is_a_claim_before_the_session_name()
    {
        var answer = _log.Ask(_log.Act(new Session { Role = "Data", Name = "dave", Key = "ASIALOST", SourceIdentity = "erin" }));
        Assert.Equal((Evidence.ClaimedName, "erin"), (answer.Evidence, answer.Origin?.UserName));
    }

    [Fact]
    public void An_event_without_a_key_says_so()
    {
        var answer = _log.Ask(_log.Act(new Session { Role = "Data", Name = "dave" }));
        Assert.Contains("no access key", answer.Reason, StringComparison.Ordinal);
    }

    private Answer Ask(string name) => _log.Ask(_log.Act(new Session { Role = "Data", Name = name, Key = "ASIALOST", Created = At.Noon }));
}
