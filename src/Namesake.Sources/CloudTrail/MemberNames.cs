namespace Namesake.Sources.CloudTrail;

/// <summary>
/// The names of events' members in the order in which they last came. CloudTrail writes them in one order, so that the
/// next is mostly known beforehand: to see that it is that one is cheaper than to find its end and look it up.
/// </summary>
internal sealed class MemberNames
{
    /// <summary>Usual events have some thirty; what comes after that many is not learnt.</summary>
    private const int Most = 64;

    private readonly List<MemberName> _known = [];

    /// <summary>Stands before the first name of an event.</summary>
    public MemberName First { get; } = new([], Field.Other);

    /// <param name="before">The name before it.</param>
    /// <param name="text">What begins with a name without escapes.</param>
    /// <param name="length">The length of the name as it stands: with its quotes, and a colon right behind them, or it is not learnt.</param>
    /// <returns>The name, or where it is not learnt one that nothing is known to follow.</returns>
    public MemberName Learn(MemberName before, ReadOnlySpan<byte> text, int length)
    {
        foreach (var known in _known)
            if (known.Length == length && known.StandsAt(text, 0))
                return before.FollowedBy(known);
        var field = EventFields.Of(text[1..(text[..length].LastIndexOf((byte)'"'))]);
        if (!Beginning.CanBeTold || _known.Count == Most || length > Beginning.Longest || text[length - 1] != ':') return new MemberName([], field);
        var name = new MemberName(text[..length], field);
        _known.Add(name);
        return before.FollowedBy(name);
    }
}
