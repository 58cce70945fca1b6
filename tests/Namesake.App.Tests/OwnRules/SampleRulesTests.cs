using Namesake.App.OwnRules;
using Namesake.Tests;

namespace Namesake.App.Tests.OwnRules;

/// <summary>The rules that are shipped as samples.</summary>
public sealed class SampleRulesTests
{
    private static readonly ReadRules Read = RuleFiles.Read([Path.Combine(Repository.Root, "samples", "rules")]);

    [Fact]
    public void There_are_six_over_each_kind_of_record_and_nothing_is_wrong_with_them()
    {
        Assert.Empty(Read.Diagnostics);
        Assert.Equal(6, Read.Rules.Length);
        Assert.Equal(Enum.GetValues<RecordKind>(), Read.Rules.Select(r => r.Over).Distinct().Order());
        Assert.All(Read.Rules, r => Assert.True(r.Examples.Any(e => e.IsFound) && r.Examples.Any(e => !e.IsFound), r.Code));
    }

    [Fact]
    public void Every_example_comes_out_as_it_says()
    {
        var runs = Read.Rules.SelectMany(r => r.Examples.Select(e => ExampleRun.Of(r, e))).ToList();
        Assert.True(runs.Count > 15);
        Assert.All(runs, r => Assert.Null(r.Fault));
    }
}
