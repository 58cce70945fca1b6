using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Asking;

/// <summary>What was done with issued credentials.</summary>
internal sealed class CredentialUses
{
    private readonly Dictionary<EventId, (long Events, long? First, long? Last)> _uses = [];

    public CredentialUses(LedgerReader reader, IReadOnlyList<IssuedCredential> issued)
    {
        var index = new IssuedIndex(issued);
        var (keys, principals) = (issued.Select(c => c.AccessKeyId).OfType<string>().ToList(), issued.Select(c => c.PrincipalId).OfType<string>().ToList());
        var identities = reader.Answers.Ask(
            reader.Snapshot.Segments, ["d.events > 0", "(d.access_key IN (SELECT unnest($keys)) OR d.principal_id IN (SELECT unnest($principals)))"],
            ("keys", keys), ("principals", principals));
        foreach (var identity in identities)
            foreach (var credential in index.Find(identity.Identity, identity.FromConsole, identity.First).Candidates)
                Count(credential.Id, identity);
    }

    public (long Events, long? First, long? Last) Of(IssuedCredential credential) => _uses.GetValueOrDefault(credential.Id);

    private void Count(EventId issued, AnsweredIdentity identity)
    {
        var (events, first, last) = _uses.GetValueOrDefault(issued);
        _uses[issued] = (events + identity.Events, Math.Min(first ?? long.MaxValue, identity.First), Math.Max(last ?? long.MinValue, identity.Last));
    }
}
