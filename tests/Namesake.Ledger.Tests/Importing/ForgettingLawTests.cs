using CsCheck;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Tests.Importing;

/// <summary>The law of forgetting: whatever is forgotten, the events that remain have the answers that they had.</summary>
public sealed class ForgettingLawTests
{
    private const int Ledgers = 15;

    [Fact]
    public void Events_that_remain_keep_their_answers_and_the_others_are_gone()
    {
        var (forgotten, remained, chained) = (0, 0, 0);
        RandomLedger.Cases.Sample(
            c =>
            {
                using var ledger = new RandomLedger();
                ledger.Import(c);
                var before = ledger.AnswersOf(c.Log);
                foreach (var cut in c.Cuts)
                {
                    using var import = LedgerImport.TryBegin(ledger.Folder, RandomLedger.Proof)!;
                    import.Forget(cut);
                }
                var last = c.Cuts.Max();
                var remain = c.Log.Where(d => d.Event.Time >= last).Select(d => d.Event.Id.ToString()).ToHashSet(StringComparer.Ordinal);
                var expected = before.Where(a => remain.Contains(a.Key.Split(' ')[0])).ToList();
                Assert.Equal(expected, ledger.AnswersOf(c.Log));
                Assert.Equal(remain.Count, Manifest.Load(ledger.Folder.Path).Events);
                Interlocked.Add(ref forgotten, c.Log.Count - remain.Count);
                Interlocked.Add(ref remained, expected.Count);
                Interlocked.Add(ref chained, expected.Count(a => !a.Value.Contains("[]", StringComparison.Ordinal)));
            },
            iter: Ledgers);
        // A law about nothing holds.
        Assert.True(forgotten > Ledgers && remained > Ledgers && chained > Ledgers / 5, $"{forgotten} forgotten, {remained} remained, {chained} with a chain");
    }
}
