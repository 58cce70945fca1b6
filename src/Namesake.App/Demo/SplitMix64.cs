namespace Namesake.App.Demo;

/// <summary>A small generator of pseudo-random numbers (SplitMix64): one seed gives one sequence on every machine.</summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>The sequence number <paramref name="stream"/> of a seed: sequences can be read in any order, so by several threads.</summary>
    public static SplitMix64 At(ulong seed, ulong stream) => new(Mix(seed ^ Mix(stream + Golden)));

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += Golden;
        return Mix(state);
    }

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included; <paramref name="low"/> if the range is empty.</summary>
    public int Between(int low, int high) => high <= low ? low : low + Below(high - low + 1);

    /// <summary>True in so many of a thousand cases.</summary>
    public bool Chance(int perMille) => Below(1000) < perMille;

    /// <summary>One of the items.</summary>
    public T Pick<T>(ReadOnlySpan<T> items) => items[Below(items.Length)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
