using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Importing;

/// <summary>Answers for the identities of a new segment.</summary>
/// <param name="snapshot">The other segments.</param>
/// <param name="draft">The new one.</param>
/// <param name="number">Its number.</param>
/// <param name="proof">Decides of a trust policy whom it names.</param>
internal sealed class SegmentAnswers(Snapshot snapshot, SegmentDraft draft, int number, NameProof? proof)
{
    /// <summary>Of a segment with new events: also answers anew for those identities of other segments whose answers it changes.</summary>
    public IEnumerable<StoredAnswer> OfNew()
    {
        var earlier = snapshot.Segments.Length == 0 ? [] : new Descendants(snapshot).Of(draft);
        var attributor = new Attributor(Trail(earlier), proof);
        foreach (var own in Own(attributor)) yield return own;
        foreach (var known in earlier)
            if (known is { First: { } first, Last: { } last })
                yield return Answer(attributor, known.Place, known.Identity, known.FromConsole, first, last);
    }

    /// <summary>Of a segment that takes the place of others, and tells nothing new.</summary>
    public IEnumerable<StoredAnswer> OfRewritten() => Own(new Attributor(Trail([]), proof));

    private IEnumerable<StoredAnswer> Own(Attributor attributor)
    {
        var asked = draft.Issued.ToLookup(c => draft.NumberOf(c.Caller, c.FromConsole), c => c.Time);
        for (var i = 0; i < draft.Identities.Count; i++)
        {
            var use = draft.Identities[i];
            if (use.Events > 0) yield return Answer(attributor, new IdentityPlace(number, i), use.Identity, use.FromConsole, use.First, use.Last);
            // Of one whose events are forgotten: who asked for what remains.
            else if (asked.Contains(i)) yield return Answer(attributor, new IdentityPlace(number, i), use.Identity, use.FromConsole, asked[i].Min(), asked[i].Max());
        }
    }

    private Trail Trail(IReadOnlyCollection<KnownIdentity> earlier)
    {
        var parts = draft.Contents.Select(c => c.ToPart());
        if (snapshot.Segments.Length == 0) return new Trail([.. parts]);
        var ancestors = new Ancestors(snapshot);
        var identities = draft.Identities.Select(u => (u.Identity, u.FromConsole)).Concat(earlier.Select(k => (k.Identity, k.FromConsole))).ToList();
        ancestors.Add(identities, draft.Issued, draft.Grants);
        foreach (var known in earlier) ancestors.Part.Identities.Add((known.Identity, known.FromConsole));
        return new Trail([.. parts, ancestors.Part]);
    }

    private static StoredAnswer Answer(Attributor attributor, IdentityPlace place, UserIdentity identity, bool fromConsole, long first, long last)
    {
        var answer = attributor.Of(identity, fromConsole, first);
        var varies = attributor.Varies(identity, fromConsole) || !ReferenceEquals(answer, attributor.Of(identity, fromConsole, last));
        return new StoredAnswer(place, AnswerRow.Of(answer, varies));
    }
}
