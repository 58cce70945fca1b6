using System.Text;

namespace Fuzz;

/// <summary>Makes new inputs from known ones: their JSON changed, then some of their bytes.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> words)
{
    private const int Largest = 200_000;

    private readonly JsonMutator _json = new(random, words);

    public byte[] Mutate(List<byte[]> inputs)
    {
        var input = inputs[random.Next(inputs.Count)];
        if (random.Next(4) > 0) input = _json.Mutate(input, inputs[random.Next(inputs.Count)]);
        if (random.Next(2) == 0)
            for (var times = random.Next(1, 5); times > 0; times--)
                input = ChangeBytes(input, inputs);
        return input.Length <= Largest ? input : input[..Largest];
    }

    private byte[] ChangeBytes(byte[] input, List<byte[]> inputs)
    {
        var at = random.Next(input.Length + 1);
        var to = Math.Min(input.Length, at + 1 + random.Next(random.Next(2) == 0 ? 4 : 400));
        return random.Next(8) switch
        {
            0 when input.Length > at => Flipped(input, at),
            1 => [.. input[..at], (byte)random.Next(256), .. input[at..]],
            2 => [.. input[..at], .. input[to..]],
            3 => [.. input[..to], .. input[at..]],
            4 => input[..at],
            5 => Spliced(input, at, inputs[random.Next(inputs.Count)]),
            6 => [.. input[..at], .. Encoding.UTF8.GetBytes(words[random.Next(words.Count)]), .. input[at..]],
            _ => Repeated(input, at, to),
        };
    }

    private byte[] Flipped(byte[] input, int at)
    {
        var copy = (byte[])input.Clone();
        copy[at] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private byte[] Spliced(byte[] input, int at, byte[] other) => [.. input[..at], .. other[random.Next(other.Length + 1)..]];

    private byte[] Repeated(byte[] input, int at, int to)
    {
        var (piece, times) = (input[at..to], random.Next(1, random.Next(20) == 0 ? 2_000 : 20));
        if (piece.Length * times > Largest) return input;
        return [.. input[..at], .. Enumerable.Repeat(piece, times).SelectMany(p => p), .. input[to..]];
    }
}
