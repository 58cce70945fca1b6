using System.Diagnostics;

namespace Fuzz;

/// <summary>One input tried: what was wrong, if anything, and how long it took.</summary>
internal sealed record Trial(string? Fault, string Signature, TimeSpan Time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Inputs have some hundred kilobytes at most.</summary>
    private const long MostAllocated = 1L << 30;

    public static Trial Run(ITarget target, byte[] input)
    {
        var trial = Once(target, input);
        // A machine that is busy with other things is no fault of the parser: slow is what is slow each time.
        for (var again = 0; again < 2 && trial.Fault is null && trial.Time > Longest; again++) trial = Once(target, input);
        return trial.Fault is null && trial.Time > Longest ? trial with { Fault = $"took {trial.Time.TotalSeconds:F1} s" } : trial;
    }

    private static Trial Once(ITarget target, byte[] input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        try
        {
            var signature = target.Take(input);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            return new Trial(allocated > MostAllocated ? $"allocated {allocated >> 20} MiB" : null, signature, Stopwatch.GetElapsedTime(start));
        }
#pragma warning disable CA1031 // Every exception is what a fuzzer looks for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Trial(e.ToString(), "", Stopwatch.GetElapsedTime(start));
        }
    }
}
