using System.Diagnostics;

namespace Fuzz;

/// <summary>
/// Mutates and tries inputs until the time is over or something is wrong. All that it does follows from the seed; the
/// time only ends it.
/// </summary>
internal sealed class Campaign(ITarget target, TimeSpan time, int seed)
{
    private const int MemoryEvery = 20_000;
    private const long MemoryGrowth = 64L << 20;
    private const int MostKept = 4_000;

    /// <summary>The program cannot end an input that hangs, only itself.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly List<byte[]> _inputs = [.. target.Seeds];
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
    private readonly long _start = Stopwatch.GetTimestamp();
    private byte[] _current = [];
    private long _currentSince;
    private long _tried;
    private long _memoryAtFirst;

    /// <returns>Whether nothing was wrong.</returns>
    public bool Run()
    {
        using var watch = new Timer(_ => EndIfHung(), null, Hang, TimeSpan.FromSeconds(1));
        foreach (var input in target.Seeds)
            if (!Try(input))
                return false;
        var mutator = new Mutator(new Random(seed), target.Words);
        while (Stopwatch.GetElapsedTime(_start) < time)
        {
            if (!Try(mutator.Mutate(_inputs))) return false;
            if (_tried % MemoryEvery == 0 && !MemoryIsSteady()) return false;
        }
        Summarize("no fault");
        return true;
    }

    private bool Try(byte[] input)
    {
        Volatile.Write(ref _currentSince, Stopwatch.GetTimestamp());
        Volatile.Write(ref _current, input);
        _tried++;
        var trial = Trial.Run(target, input);
        if (trial.Fault is not null) return Fail(trial.Fault, input);
        if (_signatures.Add(trial.Signature) && _inputs.Count < MostKept) _inputs.Add(input);
        return true;
    }

    private bool MemoryIsSteady()
    {
        var memory = GC.GetTotalMemory(forceFullCollection: true) - _inputs.Sum(i => (long)i.Length) - _signatures.Sum(s => 2L * s.Length + 64);
        if (_memoryAtFirst == 0) _memoryAtFirst = memory;
        return memory - _memoryAtFirst <= MemoryGrowth || Fail($"memory grew from {_memoryAtFirst >> 20} to {memory >> 20} MiB", _current);
    }

    private void EndIfHung()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _currentSince)) < Hang) return;
        Fail($"hangs for more than {Hang.TotalSeconds} s", Volatile.Read(ref _current));
        Environment.Exit(1);
    }

    private bool Fail(string fault, byte[] input)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"fault-{target.Name}-{seed}-{_tried}.bin");
        File.WriteAllBytes(path, input);
        Console.Out.WriteLine(fault);
        Console.Out.WriteLine($"the input was saved: try it again with Fuzz {target.Name} --input {path}");
        Summarize($"FAULT at input {_tried}");
        return false;
    }

    private void Summarize(string outcome)
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        Console.Out.WriteLine(
            $"{target.Name}: {outcome}; seed {seed}, {_tried} inputs in {elapsed.TotalSeconds:F0} s, {_tried / elapsed.TotalSeconds:F0} a second, {_signatures.Count} ways of taking them, {_inputs.Count} inputs kept");
    }
}
