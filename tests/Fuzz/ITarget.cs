namespace Fuzz;

/// <summary>A parser under attack.</summary>
internal interface ITarget
{
    string Name { get; }

    /// <summary>Whole and good inputs, that mutations begin with.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words of the format, for mutations to strew in.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Feeds an input to the parser.</summary>
    /// <returns>In what way the input was taken; an input that is taken in a way not seen before is worth mutating further.</returns>
    /// <exception cref="Exception">Any is a fault.</exception>
    string Take(byte[] input);
}
