using System.Collections.Immutable;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Answering;

/// <summary>Finds the answers for identities: as they are kept, or anew where they depend on the time.</summary>
internal sealed class AnswerLookup(Snapshot snapshot, IdentityLookup identities, NameProof? proof)
{
    private const int Block = 512;

    private readonly SmallTable<AnswerRow> _verdicts =
        new(snapshot, $"SELECT v.number, {AnswerRow.VerdictColumns} FROM {{s}}.verdicts v WHERE v.number", row => AnswerRow.ReadVerdict(row, 1), Block);

    public Answer Of(IdentityPlace place, in TrailEvent e)
    {
        SegmentInfo[] segments = [.. snapshot.Segments.Where(s => s.Number == place.Segment || s.Number > place.Segment && snapshot.SketchOf(s).MayAnswer(place))];
        var rows = snapshot.AskOf(
            segments, "SELECT {n} AS segment_number, w.verdict, w.chain FROM {s}.answered w WHERE w.segment = $segment AND w.identity = $identity",
            segments.Length > 1 ? " ORDER BY segment_number DESC LIMIT 1" : "", row => (Segment: row.GetInt32(0), Verdict: row.GetInt32(1), Chain: row.GetFieldValue<List<string>>(2)),
            ("segment", place.Segment), ("identity", place.Number));
        var answered = rows is [var found] ? _verdicts.At(segments.First(s => s.Number == found.Segment), found.Verdict) with { Chain = found.Chain } : null;
        if (answered is { Varies: false } kept && kept.Evidence != Evidence.Ambiguous && Restore(kept) is { } answer) return answer;
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
        var found = new List<IssuedCredential>();
        foreach (var id in ids) found.AddRange(Issued(TermOf.IssuedCall, "i.id = $text", id));
        // The copies that the accounts of caller and role each log of one call are one credential.
        foreach (var call in found.Select(c => c.SharedEventId).OfType<string>().Distinct(StringComparer.Ordinal).ToList())
            if (snapshot.Holding(TermOf.IssuedTwice, call).Length > 0 || snapshot.Holding(TermOf.IssuedShared, call).Length > 1)
                found.AddRange(Issued(TermOf.IssuedShared, "i.shared_id = $text", call));
        var byId = IssuedCopies.Join(found.DistinctBy(c => c.Id)).ToDictionary(c => c.Id.ToString(), StringComparer.Ordinal);
        return [.. ids.Select(byId.GetValueOrDefault).OfType<IssuedCredential>()];
    }

    // Two plain questions of one segment take less time than one that joins.
    private IEnumerable<IssuedCredential> Issued(TermOf term, string condition, string text)
    {
        foreach (var segment in snapshot.Holding(term, text))
            foreach (var (caller, read) in snapshot.AskOf<(int, Func<(UserIdentity, bool), IssuedCredential>)>(
                [segment], $"SELECT i.caller, {SegmentTables.IssuedColumns} FROM {{s}}.issued i WHERE {condition}", "",
                row => (row.GetInt32(0), IssuedRow.Reading(row, 1)), ("text", text)))
                yield return read(identities.At(new IdentityPlace(segment.Number, caller)));
    }

    private SignInGrant? Grant(string id) => snapshot.Holding(TermOf.GrantEvent, id).SelectMany(s => Grants(s, id)).OrderBy(g => g.Time).FirstOrDefault();

    private IEnumerable<SignInGrant> Grants(SegmentInfo segment, string id) => snapshot.AskOf(
            [segment], "SELECT g.caller, g.id, g.time, g.minted, g.resource, g.address FROM {s}.grants g WHERE g.id = $id", "",
            row => (Caller: row.GetInt32(0), Read: IssuedRow.ReadingGrant(row, 1)), ("id", id))
        .Select(g => g.Read(identities.At(new IdentityPlace(segment.Number, g.Caller))));
}
