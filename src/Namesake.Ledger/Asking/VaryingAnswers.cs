using Namesake.Ledger.Lineage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Asking;

/// <summary>Identities whose answer depends on the time of the event. They are few, and asked anew for each of their events.</summary>
internal sealed class VaryingAnswers
{
    private readonly Attributor? _attributor;

    /// <param name="reader">The ledger.</param>
    /// <param name="filter">What is asked for; whom, is left to each event.</param>
    public VaryingAnswers(LedgerReader reader, Filter filter)
    {
        Identities = FoundIdentities.Find(reader.Answers, filter with { Person = null, Evidence = null, Contradicted = false, OnlyVarying = true });
        if (Identities.Count == 0) return;
        var ancestors = new Ancestors(reader.Snapshot);
        ancestors.Add(Identities.Select(i => (i.Identity, i.FromConsole)), [], []);
        foreach (var identity in Identities) ancestors.Part.Identities.Add((identity.Identity, identity.FromConsole));
        _attributor = new Attributor(new Trail([ancestors.Part]));
    }

    public IReadOnlyList<AnsweredIdentity> Identities { get; }

    /// <summary>The event with the answer of its own time.</summary>
    public LedgerEvent At(LedgerEvent e)
    {
        var answer = _attributor!.Of(e.Identity, e.FromConsole, e.Time);
        return e with { Person = answer.Origin, Evidence = answer.Evidence, Complete = answer.Complete, Contradiction = answer.Contradiction, Reason = answer.Reason };
    }
}
