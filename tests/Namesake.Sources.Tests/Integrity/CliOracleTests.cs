using System.Collections.Concurrent;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>Every scenario against a peer: the AWS CLI's own <c>validate-logs</c>.</summary>
public sealed class CliOracleTests
{
    [Fact]
    public async Task The_AWS_CLI_agrees_but_where_it_is_known_to_let_pass()
    {
        await using var emulator = await Emulator.Start();
        var wrong = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(IntegrityCase.All.Select((c, i) => (Case: c, Bucket: $"trail-bucket-{i}")), options, async (item, _) =>
        {
            var (scenario, bucket) = (item.Case, item.Case.Build(item.Bucket));
            await emulator.Upload(bucket);
            var (exit, said) = await emulator.Validate(bucket, SignedBucket.FirstHour, SignedBucket.FirstHour.AddHours(IntegrityCase.Hours));
            var ours = Verified.ExitOf(Verified.InMemory(bucket, Verified.Day));
            var agree = exit == 0 == (ours == 0);
            if ((exit == 0 ? 0 : 1) != scenario.Cli || agree == scenario.IsStricter || !said.Contains("Results requested", StringComparison.Ordinal))
                wrong.Add($"{scenario.Name}: the CLI gives {exit}, we {ours}\n{said}");
        });
        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong));
    }
}
