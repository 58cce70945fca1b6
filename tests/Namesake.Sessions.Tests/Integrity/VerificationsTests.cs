using CsCheck;
using Namesake.Sessions.Integrity;

namespace Namesake.Sessions.Tests.Integrity;

/// <summary>Verifications one after the other: what one decides is kept until another decides otherwise, which is told.</summary>
public sealed class VerificationsTests
{
    private static readonly TrailPlace Place = new("b", "", null, "t", "r");

    private static readonly Gen<CoverageSpan[]> Spans = Gen.Select(Gen.Long[0, 20], Gen.Long[1, 8], Gen.Int[0, 2]).Select((from, length, state) => (From: from, Until: from + length, State: (CoverageState)state))
        .Array[0, 5].Select(pieces =>
        {
            var timeline = new CoverageTimeline();
            foreach (var (from, until, state) in pieces) timeline.Add(from, until, state, state == CoverageState.Proved ? null : "x");
            return timeline.Spans().ToArray();
        });

    private static Completeness Of(params CoverageSpan[] spans) => new([new(Place, "1", "r", [.. spans])]);

    private static CoverageState? At(IEnumerable<TrailCoverage> trails, long time) =>
        trails.SelectMany(t => t.Spans).Where(s => s.From <= time && time < s.Until).Select(s => (CoverageState?)s.State).SingleOrDefault();

    [Fact]
    public void Of_each_moment_the_last_decision_is_kept_and_nothing_undecided() => Spans.Array[0, 4].Sample(runs =>
    {
        var all = runs.Aggregate(Verifications.None, (sum, run) => sum.With(Of(run)));
        for (var time = 0L; time < 30; time++)
        {
            var expected = runs.Select(r => At(Of(r).Trails, time)).LastOrDefault(s => s is CoverageState.Proved or CoverageState.Broken);
            if (At(all.Hours.Trails, time) != expected) return false;
        }
        return true;
    });

    [Fact]
    public void Each_moment_on_which_two_differ_is_told_and_no_other() => Gen.Select(Spans, Spans).Sample((first, second) =>
    {
        var told = Verifications.None.With(Of(first)).With(Of(second)).Contradictions;
        for (var time = 0L; time < 30; time++)
        {
            var (was, now) = (At(Of(first).Trails, time), At(Of(second).Trails, time));
            var differs = was is CoverageState.Proved or CoverageState.Broken && now is CoverageState.Proved or CoverageState.Broken && was != now;
            if (told.Any(c => c.From <= time && time < c.Until && c.Earlier == was && c.Later == now) != differs) return false;
        }
        return true;
    });

    [Fact]
    public void The_same_verification_twice_is_one() => Spans.Sample(run =>
    {
        var once = Verifications.None.With(Of(run));
        var twice = once.With(Of(run));
        return twice.Contradictions.IsEmpty && once.Hours.Trails.SelectMany(t => t.Spans).SequenceEqual(twice.Hours.Trails.SelectMany(t => t.Spans));
    });

    [Fact]
    public void What_is_in_doubt_is_not_proved_and_what_is_broken_stays_so()
    {
        var doubted = Of(new(0, 10, CoverageState.Proved, null), new(10, 20, CoverageState.Broken, "log-missing")).Doubting([("1", "r", 5, 15), ("1", "elsewhere", 0, 20)], "not-imported");
        Assert.Equal([new(0, 5, CoverageState.Proved, null), new(5, 10, CoverageState.Undecided, "not-imported"), new(10, 20, CoverageState.Broken, "log-missing")], doubted.Trails[0].Spans);
        Assert.Equal(CoverageState.Proved, Verifications.None.With(doubted).Hours.Of("1", "r", 0, 4, delay: 1).State);
        Assert.Equal(CoverageState.Undecided, Verifications.None.With(doubted).Hours.Of("1", "r", 0, 6, delay: 1).State);
    }
}
