using Namesake.Policy.Model;

namespace Namesake.Audit.Chains;

/// <summary>
/// Finds roles where everything that arrives was begun by one and the same caller, so that no name need tell it: behind a
/// role that only one caller can assume, sessions may choose what they like. Constants are propagated along the hops.
/// </summary>
internal sealed class SolePersons
{
    private const string Several = "";

    private readonly Dictionary<ChainRole, string> _callers = [];

    /// <param name="entries">The first steps.</param>
    /// <param name="hops">The hops by the role from which they lead.</param>
    /// <param name="isTold">Whether the session names of a role tell all who arrive there.</param>
    public SolePersons(IEnumerable<Entry> entries, HopGraph hops, Func<ChainRole, bool> isTold)
    {
        var changed = new Queue<ChainRole>();
        foreach (var entry in entries) Meet(entry.Step.To, entry.Origin.IsPerson && entry.Step.Sole is { } sole ? KeyOf(sole) : Several);
        // A role changes twice at most: to one caller, then to several.
        while (changed.TryDequeue(out var from))
            foreach (var hop in hops.From(from).SelectMany(l => l))
                Meet(hop.To, _callers[from] != Several ? _callers[from] : hop.Sole is { } session && isTold(from) ? KeyOf(session) : Several);

        void Meet(ChainRole role, string caller)
        {
            var known = _callers.GetValueOrDefault(role);
            if (known == caller || known == Several) return;
            _callers[role] = known is null ? caller : Several;
            changed.Enqueue(role);
        }
    }

    public bool HasOne(ChainRole role) => _callers.TryGetValue(role, out var caller) && caller != Several;

    private static string KeyOf(Caller caller) => $"{caller.Arn} {caller.UserName}";
}
