using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class TrailWithoutValidationTests
{
    [Fact]
    public void Only_such_a_trail_is_told()
    {
        var finding = Assert.Single(Known.Found<TrailWithoutValidation>(Known.Trails(Known.GoodTrail, Known.GoodTrail with { Arn = "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", HasDigests = false })));
        Assert.Equal((SubjectKind.Trail, "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", "us-east-1"), (finding.Subject.Kind, finding.Subject.Id, finding.Subject.Region));
        Assert.NotNull(finding.Remedy);
    }
}
