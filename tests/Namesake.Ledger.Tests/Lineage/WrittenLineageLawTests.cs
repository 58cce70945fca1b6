using CsCheck;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Tests.Importing;

namespace Namesake.Ledger.Tests.Lineage;

/// <summary>What an import remembers of the segments that it wrote is what it would read back from them.</summary>
public sealed class WrittenLineageLawTests
{
    private const int Ledgers = 5;
    private const int Segments = 4;
    private const int All = int.MaxValue;

    // So few bytes that a half is full with each segment: the last two are remembered, the ones before are read back.
    private const long Most = 1;

    [Fact]
    public void Segments_of_one_import_answer_as_those_of_imports_of_their_own()
    {
        var chained = 0;
        RandomLedger.Cases.Sample(
            c =>
            {
                var divided = (c.Log, c.Policies, Segments, c.Cuts);
                using var apart = new RandomLedger();
                for (var segment = 0; segment < Segments; segment++)
                    using (var import = LedgerImport.TryBegin(apart.Folder, RandomLedger.Proof)!)
                        RandomLedger.Commit(import, divided, segment);
                using var together = new RandomLedger();
                using (var import = LedgerImport.TryBegin(together.Folder, RandomLedger.Proof, Most)!)
                    for (var segment = 0; segment < Segments; segment++)
                        RandomLedger.Commit(import, divided, segment);
                var answers = together.AnswersOf(c.Log, All);
                Assert.Equal(apart.AnswersOf(c.Log, All), answers);
                Interlocked.Add(ref chained, answers.Count(a => !a.Value.Contains("[]", StringComparison.Ordinal)));
            },
            iter: Ledgers);
        Assert.True(chained > Ledgers, $"{chained} with a chain");
    }
}
