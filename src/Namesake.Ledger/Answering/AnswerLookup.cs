using System.Collections.Immutable;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Answering;

/// <summary>Finds the answers for identities: as they are kept, or anew where they depend on the time.</summary>
internal sealed class AnswerLookup(Snapshot snapshot, NameProof? proof)
{
    public Answer Of(IdentityPlace place, in TrailEvent e)
    {
        var rows = snapshot.AskOf(
            [.. snapshot.Segments.Where(s => s.Number == place.Segment || s.Number > place.Segment && snapshot.SketchOf(s).MayAnswer(place))],
            $"SELECT {{n}} AS segment_number, {AnswerRow.Selection} FROM {{s}}.answers a WHERE a.segment = $segment AND a.identity = $identity",
            " ORDER BY segment_number DESC LIMIT 1", row => AnswerRow.Read(row, 1), ("segment", place.Segment), ("identity", place.Number));
        if (rows is [{ Varies: false } kept] && kept.Evidence != Evidence.Ambiguous && Restore(kept) is { } answer) return answer;
        return new Attributor(TrailOf([(e.Identity, e.FromConsole)], []), proof).Of(in e);
    }

    /// <summary>The trail of all that bears on identities and on credentials.</summary>
    public Trail TrailOf(IReadOnlyCollection<(UserIdentity Identity, bool FromConsole)> identities, IReadOnlyCollection<IssuedCredential> issued)
    {
        var ancestors = new Ancestors(snapshot);
        ancestors.Add(identities, issued, []);
        ancestors.Part.Identities.UnionWith(identities);
        ancestors.Part.Issued.AddRange(issued);
        return new Trail([ancestors.Part]);
    }

    private Answer? Restore(AnswerRow kept)
    {
        var chain = ChainOf(kept.Chain);
        if (chain.Length < kept.Chain.Count) return null;
        var grant = kept.Grant is { } id ? Grant(id) : null;
        return kept.Grant is not null && grant is null ? null
            : new Answer(kept.Origin, kept.Evidence, chain, [], kept.Complete, kept.Contradiction, grant, kept.Reason);
    }

    private ImmutableArray<IssuedCredential> ChainOf(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return [];
        var found = Issued("list_contains($texts, i.id)", ids);
        var shared = found.Select(c => c.SharedEventId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        // The copies that the accounts of caller and role each log of one call are one credential.
        if (shared.Count > 0) found = [.. found.Concat(Issued("list_contains($texts, i.shared_id)", shared)).DistinctBy(c => c.Id)];
        var byId = IssuedCopies.Join(found).ToDictionary(c => c.Id.ToString(), StringComparer.Ordinal);
        return [.. ids.Select(byId.GetValueOrDefault).OfType<IssuedCredential>()];
    }

    private IReadOnlyList<IssuedCredential> Issued(string condition, IReadOnlyList<string> texts) => snapshot.AskOf(
        [.. snapshot.Segments.Where(s => texts.Any(t => snapshot.SketchOf(s).MayHold(TermOf.IssuedCall, t)))],
        $"SELECT {SegmentTables.IdentityColumns}, {SegmentTables.IssuedColumns} FROM {{s}}.issued i JOIN {{s}}.identities d ON d.number = i.caller WHERE {condition}", "",
        row => IssuedRow.Read(row, IdentityRow.Columns, IdentityRow.Read(row, 0)),
        ("texts", texts.ToList()));

    private SignInGrant? Grant(string id) => snapshot.Ask(
        $"SELECT {SegmentTables.IdentityColumns}, g.id, g.time, g.minted, g.resource, g.address FROM {{s}}.grants g JOIN {{s}}.identities d ON d.number = g.caller WHERE g.id = $id",
        IssuedRow.ReadGrant, ("id", id)).OrderBy(g => g.Time).FirstOrDefault();
}
