using CsCheck;
using Namesake.Sessions.Integrity;

namespace Namesake.Sessions.Tests.Integrity;

/// <summary>Pieces of time laid over each other, and what is asked of them.</summary>
public sealed class CompletenessTests
{
    private static readonly Gen<CoverageSpan> Span = Gen.Select(Gen.Long[0, 30], Gen.Long[0, 10], Gen.Int[0, 2], Gen.Bool)
        .Select((from, length, state, code) => new CoverageSpan(from, from + length, (CoverageState)state, state == 0 ? null : code ? "a" : "b"));

    private static CoverageSpan? Worst(IEnumerable<CoverageSpan> laid, long time) =>
        laid.Where(s => s.From <= time && time < s.Until).OrderByDescending(s => s.State).ThenBy(s => s.Code, StringComparer.Ordinal).FirstOrDefault();

    [Fact]
    public void At_every_moment_the_worst_counts() => Span.Array[0, 12].Sample(laid =>
    {
        var timeline = new CoverageTimeline();
        foreach (var span in laid) timeline.Add(span.From, span.Until, span.State, span.Code);
        var spans = timeline.Spans();
        for (var time = 0L; time < 45; time++)
        {
            var (expected, found) = (Worst(laid, time), spans.SingleOrDefault(s => s.From <= time && time < s.Until));
            if (expected?.State != found?.State || expected?.Code != found?.Code) return false;
        }
        return spans.Zip(spans.Skip(1)).All(p => p.First.Until <= p.Second.From && (p.First.Until < p.Second.From || p.First.State != p.Second.State || p.First.Code != p.Second.Code));
    });

    [Fact]
    public void Fillers_lie_in_holes_only() => Gen.Select(Span.Array[0, 6], Span.Array[0, 6]).Sample((laid, over) =>
    {
        var (timeline, fillers) = (new CoverageTimeline(), new CoverageTimeline());
        foreach (var span in laid) timeline.Add(span.From, span.Until, span.State, span.Code);
        foreach (var span in over) fillers.Add(span.From, span.Until, span.State, span.Code);
        timeline.FillHoles(fillers.Spans());
        var spans = timeline.Spans();
        for (var time = 0L; time < 45; time++)
            if ((Worst(laid, time) ?? Worst(over, time))?.State != spans.SingleOrDefault(s => s.From <= time && time < s.Until)?.State) return false;
        return true;
    });

    [Theory]
    [InlineData(0, 100, CoverageState.Proved)]
    [InlineData(0, 960, CoverageState.Undecided)]
    [InlineData(950, 980, CoverageState.Undecided)]
    [InlineData(1_500, 1_600, CoverageState.Broken)]
    [InlineData(900, 1_600, CoverageState.Broken)]
    [InlineData(5_000, 5_000, CoverageState.Undecided)]
    public void Events_are_looked_for_until_their_files_were_delivered(long from, long until, CoverageState expected)
    {
        var completeness = new Completeness([new(new("b", "", null, "t", "r"), "1", "r", [new(0, 1_000, CoverageState.Proved, null), new(1_400, 2_000, CoverageState.Broken, "log-missing")])]);
        Assert.Equal(expected, completeness.Of("1", "r", from, until, delay: 50).State);
        Assert.Equal(CoverageState.Undecided, completeness.Of("1", "elsewhere", from, until, delay: 50).State);
    }

    [Fact]
    public void Of_two_trails_the_worse_counts()
    {
        static TrailCoverage Trail(string name, CoverageState state) => new(new("b", "", null, name, "r"), "1", "r", [new(0, 1_000, state, state == CoverageState.Proved ? null : "x")]);
        Assert.Equal((CoverageState.Broken, "x"), new Completeness([Trail("a", CoverageState.Proved), Trail("b", CoverageState.Broken)]).Of("1", "r", 0, 10, delay: 1));
        Assert.Equal((CoverageState.Proved, null), new Completeness([Trail("a", CoverageState.Proved), Trail("b", CoverageState.Proved)]).Of("1", "r", 0, 10, delay: 1));
    }
}
