using System.Runtime.CompilerServices;

namespace Namesake.Ledger.Importing;

/// <summary>Texts that come again and again, each with a number from 1; 0 is no text.</summary>
internal sealed class TextTable
{
    private const int Recent = 1_024;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly (string? Text, int Number)[] _recent = new (string?, int)[Recent];

    /// <summary>In the order of their numbers, the first being 1.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The text of a number.</summary>
    public string? TextOf(int number) => number == 0 ? null : _texts[number - 1];

    public int NumberOf(string? text)
    {
        if (text is null) return 0;
        // The reader gives out the same string for the same text, most of the time.
        ref var recent = ref _recent[RuntimeHelpers.GetHashCode(text) & (Recent - 1)];
        if (ReferenceEquals(recent.Text, text)) return recent.Number;
        recent = (text, Find(text));
        return recent.Number;
    }

    private int Find(string text)
    {
        if (_numbers.TryGetValue(text, out var known)) return known;
        _texts.Add(text);
        return _numbers[text] = _texts.Count;
    }
}
