namespace Namesake.Ledger.Importing;

/// <summary>Texts that come again and again, each with a number from 1; 0 is no text.</summary>
internal sealed class TextTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>In the order of their numbers, the first being 1.</summary>
    public IReadOnlyList<string> Texts => _texts;

    public int NumberOf(string? text)
    {
        if (text is null) return 0;
        if (_numbers.TryGetValue(text, out var known)) return known;
        _texts.Add(text);
        return _numbers[text] = _texts.Count;
    }
}
