using Namesake.Ledger.Importing;
using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Answering;

/// <summary>Answers from the ledger who is behind an event, a key or a session.</summary>
public sealed class LedgerAnswers
{
    private readonly Snapshot _snapshot;
    private readonly NameProof? _proof;
    private readonly EventLookup _events;
    private readonly IdentityLookup _identities;
    private readonly AnswerLookup _answers;

    /// <summary>Opens what a question needs of a ledger, and asks it; again where an import replaced segments meanwhile.</summary>
    /// <param name="folder">A ledger that exists.</param>
    /// <param name="proof">Decides of a trust policy that was in force whom it names.</param>
    /// <param name="question">What to ask. It may be asked several times.</param>
    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public static T Ask<T>(LedgerFolder folder, NameProof? proof, Func<LedgerAnswers, T> question)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                using var snapshot = Snapshot.OpenUnattached(folder);
                return question(new LedgerAnswers(snapshot, proof));
            }
            catch (FileNotFoundException e)
            {
                if (attempt == Snapshot.Attempts) throw new LedgerException($"the ledger in \"{folder.Path}\" lacks a file: {e.Message}", e);
            }
    }

    /// <summary>How many events the ledger has.</summary>
    public long Events => _snapshot.Segments.Sum(s => s.Events);

    /// <param name="snapshot">The ledger, which is asked nothing else meanwhile.</param>
    /// <param name="proof">Decides of a trust policy that was in force whom it names.</param>
    public LedgerAnswers(Snapshot snapshot, NameProof? proof = null)
    {
        _identities = new IdentityLookup(snapshot);
        (_snapshot, _proof, _events, _answers) = (snapshot, proof, new EventLookup(snapshot, _identities), new AnswerLookup(snapshot, _identities, proof));
        NativeHeap.Keep();
        // To hand a part of a millisecond's work to another thread takes longer than to do it.
        snapshot.Database.Execute("SET threads = 1");
    }

    /// <returns>One answer, or none where the ledger has no such event.</returns>
    public IReadOnlyList<SessionAnswer> OfEvent(EventId id)
    {
        if (_events.Find(FactId.Of(id)) is not { } found) return [];
        return [new SessionAnswer(new Attribution(found.Event, _answers.Of(found.Place, found.Event)), 1, found.Event.Time)];
    }

    /// <returns>An answer for each credential that bears the key, in the order of time.</returns>
    public IReadOnlyList<SessionAnswer> OfKey(string key) => Of(TermOf.Key, "u.access_key = $text", key, TermOf.IssuedKey, "i.access_key = $text", key, c => c.AccessKeyId == key);

    /// <param name="arn">The ARN of a role session, or of a federated user.</param>
    /// <returns>An answer for each credential of the session, in the order of time.</returns>
    public IReadOnlyList<SessionAnswer> OfSession(string arn) =>
        Of(TermOf.Arn, "u.arn = $text", arn, TermOf.IssuedName, "i.session_name = $text", arn[(arn.LastIndexOf('/') + 1)..], c => UnusedCredential.SessionArnOf(c) == arn);

    /// <summary>The workload behind an answer with its last change until then; null where none is.</summary>
    public KnownWorkload? WorkloadOf(Attribution attribution)
    {
        if (Workload.Of(attribution.Event.Identity, attribution.Answer) is not { } workload) return null;
        var events = _snapshot.AskOf(
            _snapshot.Holding(TermOf.Workload, workload.Id),
            $"SELECT {SegmentTables.IdentityColumns}, {SegmentTables.WorkloadColumns} FROM {{s}}.workloads w JOIN {{s}}.identities d ON d.number = w.caller WHERE w.resource = $resource AND w.kind = $kind", "",
            row => IssuedRow.ReadWorkload(row, IdentityRow.Columns, IdentityRow.Read(row, 0)),
            ("resource", workload.Id), ("kind", workload.Kind));
        if (KnownWorkload.Last(events, workload, attribution.Event.Time) is not { } change) return new KnownWorkload(workload, null, null);
        var trail = _answers.TrailOf([(change.Caller, change.FromConsole)], []);
        return new KnownWorkload(workload, change, new Attributor(trail, _proof).Of(change.Caller, change.FromConsole, change.Time));
    }

    private List<SessionAnswer> Of(TermOf usedTerm, string used, string text, TermOf issuedTerm, string issued, string issuedText, Func<IssuedCredential, bool> isAsked)
    {
        var rows = _snapshot.AskOf(
            _snapshot.Holding(usedTerm, text), $"SELECT {{n}}, u.number, u.events, u.first, u.last, u.first_row, {IdentityOwn.Columns} FROM {{s}}.uses u WHERE u.events > 0 AND {used}", "",
            row => (Use: new Use(new IdentityPlace(row.GetInt32(0), row.GetInt32(1)), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), default), Own: IdentityOwn.Read(row, 6)),
            ("text", text));
        var uses = rows.Select(r => r.Use with { Identity = _identities.Complete(r.Use.Place.Segment, r.Own) }).ToList();
        if (uses.Count == 0) return Unused(_snapshot.Holding(issuedTerm, issuedTerm == TermOf.IssuedName ? issuedText.ToLowerInvariant() : issuedText), issued, issuedText, isAsked);
        return [.. uses.GroupBy(u => CredentialGroup.Of(u.Identity.Identity, u.Identity.FromConsole)).Select(Answer).OrderBy(a => a.First.Event.Time).ThenBy(a => a.First.Event.Id)];
    }

    private SessionAnswer Answer(IEnumerable<Use> group)
    {
        var uses = group.ToList();
        var first = uses.Min(u => u.First);
        // Of several segments the least id counts, which only their facts tell.
        var found = uses.Where(u => u.First == first).GroupBy(u => u.Place.Segment).Select(s => _events.At(s.Key, s.Min(u => u.FirstRow))).MinBy(f => FactId.Of(f.Event.Id))!;
        return new SessionAnswer(new Attribution(found.Event, _answers.Of(found.Place, found.Event)), uses.Sum(u => u.Events), uses.Max(u => u.Last));
    }

    // The credential was issued, but nothing in the ledger was done with it.
    private List<SessionAnswer> Unused(SegmentInfo[] segments, string where, string text, Func<IssuedCredential, bool> isAsked)
    {
        var issued = _snapshot.AskOf(
            segments,
            $"SELECT {SegmentTables.IdentityColumns}, {SegmentTables.IssuedColumns} FROM {{s}}.issued i JOIN {{s}}.identities d ON d.number = i.caller WHERE {where}", "",
            row => IssuedRow.Read(row, IdentityRow.Columns, IdentityRow.Read(row, 0)),
            ("text", text)).Where(isAsked).ToList();
        if (issued.Count == 0) return [];
        var trail = _answers.TrailOf([], issued);
        var attributor = new Attributor(trail, _proof);
        return [.. trail.Issued.All.Where(isAsked).Select(UnusedCredential.Of).Select(e => new SessionAnswer(new Attribution(e, attributor.Of(e)), 0, e.Time))];
    }

    private sealed record Use(IdentityPlace Place, int Events, long First, long Last, int FirstRow, (UserIdentity Identity, bool FromConsole) Identity);
}
