using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Sessions.Attributions;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class SecondHandNameTests
{
    [Fact]
    public void A_contradicted_name_is_told_once_for_each_credential()
    {
        var facts = Known.Nothing with { Sessions = [Known.Session(Evidence.Key, "it is bob"), Known.Session(Evidence.Key, "it is bob"), Known.Session(Evidence.Key, "it is bob", key: "ASIA2"), Known.Session(Evidence.Key, key: "ASIA3")] };
        var found = Known.Found<SecondHandName>(facts);
        Assert.Equal(["ASIA1", "ASIA2"], found.Select(f => f.Subject.Id));
        Assert.All(found, f => Assert.Equal((FindingSeverity.Critical, "it is bob"), (f.Severity, f.Message)));
    }
}
