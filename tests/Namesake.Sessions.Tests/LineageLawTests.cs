using CsCheck;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class LineageLawTests
{
    private const int Logs = 2_000;

    private static readonly Gen<(Delivery[] Shuffled, IReadOnlyList<Delivery> Log, int Parts)> Shuffles =
        from log in RandomLog.Deliveries
        from shuffled in Gen.Shuffle(log.ToArray())
        from parts in Gen.Int[1, 4]
        select (shuffled, log, parts);

    [Fact]
    public void The_order_of_delivery_and_the_split_among_readers_change_no_answer() =>
        Shuffles.Sample(
            s => Assert.Equal(
                AnswerText.Of(Log.TrailOf([s.Log])),
                AnswerText.Of(Log.TrailOf(s.Shuffled.Index().GroupBy(d => d.Index % s.Parts).Select(part => part.Select(d => d.Item).Reread())))),
            iter: Logs);

    [Fact]
    public void Delivering_everything_twice_changes_no_answer() =>
        Shuffles.Sample(s => Assert.Equal(AnswerText.Of(Log.TrailOf([s.Log])), AnswerText.Of(Log.TrailOf([s.Log, s.Shuffled.Reread()]))), iter: Logs);

    [Fact]
    public void What_was_asked_before_changes_no_answer() =>
        Shuffles.Sample(
            s =>
            {
                var trail = Log.TrailOf([s.Log]);
                var asked = new Attributor(trail);
                foreach (var d in s.Shuffled) Assert.Equal(AnswerText.Of(new Attributor(trail).Of(d.Event)), AnswerText.Of(asked.Of(d.Event)));
            },
            iter: Logs);

    [Fact]
    public void An_answer_is_of_one_piece() =>
        RandomLog.Deliveries.Sample(
            log =>
            {
                foreach (var (_, answer) in new Attributor(Log.TrailOf([log])).All())
                {
                    Assert.Equal(answer.Evidence is Evidence.None or Evidence.Ambiguous, answer.Origin is null);
                    Assert.Equal(answer.Evidence == Evidence.Ambiguous, answer.Candidates.Length > 1);
                    Assert.False(answer is { Origin: null, Complete: true } or { Evidence: Evidence.ClaimedName, Complete: true });
                    Assert.False(answer is { Complete: true, Origin.Type: "AssumedRole" or "FederatedUser" });
                    Assert.NotEmpty(answer.Reason);
                }
            },
            iter: Logs);

    [Fact]
    public void Key_evidence_is_a_chain_in_which_exactly_one_issuing_event_fits_every_key() =>
        RandomLog.Deliveries.Sample(
            log =>
            {
                var trail = Log.TrailOf([log]);
                foreach (var (e, answer) in new Attributor(trail).All())
                {
                    var expected = KeyChain.Of(trail.Issued.All, e);
                    if (!e.Identity.IsSession) continue;
                    if (answer.Evidence == Evidence.Key) Assert.Equal(expected, AnswerText.Ids(answer.Chain));
                    // A chain of keys that leads to an identity must be found; names of AWS and grants beyond its end make it weaker.
                    else if (expected is not null) Assert.True(answer.Evidence == Evidence.EnforcedName || answer.Grant is not null || answer.Reason.Contains("grant", StringComparison.Ordinal), $"{e.Id}: {expected} but {answer.Evidence}");
                }
            },
            iter: Logs);
}
