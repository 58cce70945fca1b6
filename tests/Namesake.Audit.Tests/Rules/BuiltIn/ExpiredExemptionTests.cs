using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class ExpiredExemptionTests
{
    [Fact]
    public void An_exemption_holds_on_its_last_day_and_is_told_from_the_next_on()
    {
        var finding = Assert.Single(Known.Found<ExpiredExemption>(Known.Nothing with { Exemptions = [Known.Exempt("Dev*", Known.Today), Known.Exempt("Old*", Known.Today.AddDays(-1))] }));
        Assert.Equal((SubjectKind.Exemption, "Old*"), (finding.Subject.Kind, finding.Subject.Id));
        Assert.Contains("2026-03-02", finding.Message, StringComparison.Ordinal);
        Assert.Contains("platform team", finding.Remedy, StringComparison.Ordinal);
        Assert.Contains("exemptions.yaml:2:3", finding.Remedy, StringComparison.Ordinal);
    }
}
