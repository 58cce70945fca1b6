namespace Namesake.Sources.CloudTrail;

/// <summary>
/// The names of events' members in the order in which they last came. CloudTrail writes them in one order, so that the
/// next is mostly known beforehand: to see that it is that one is cheaper than to find its end and look it up.
/// </summary>
internal sealed class MemberNames
{
    /// <summary>Usual events have some thirty; what comes after that many is not learnt.</summary>
    private const int Most = 64;

    private const int LongestName = 64;

    private readonly List<MemberName> _known = [];

    /// <summary>Stands before the first name of an event.</summary>
    public MemberName First { get; } = new([], Field.Other);

    /// <param name="before">The name before it.</param>
    /// <param name="text">A name without escapes as it stands: with its quotes, and a colon right behind them, or it is not learnt.</param>
    /// <param name="field">What it names.</param>
    /// <returns>The name, or where it is not learnt one that nothing is known to follow.</returns>
    public MemberName Learn(MemberName before, ReadOnlySpan<byte> text, Field field)
    {
        foreach (var known in _known)
            if (text.SequenceEqual(known.Text))
                return before.Next = known;
        var name = new MemberName(text.ToArray(), field);
        if (_known.Count == Most || text.Length > LongestName || text[^1] != ':') return name;
        _known.Add(name);
        return before.Next = name;
    }
}

/// <summary>A member's name as it stands in an event, with its quotes and its colon.</summary>
internal sealed class MemberName(byte[] text, Field meaning)
{
    public ReadOnlySpan<byte> Text => text;

    public Field Field => meaning;

    /// <summary>The name that came after it last.</summary>
    public MemberName? Next { get; set; }
}
