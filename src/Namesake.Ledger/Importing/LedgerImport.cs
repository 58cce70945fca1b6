using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Integrity;

namespace Namesake.Ledger.Importing;

/// <summary>What a commit brought.</summary>
/// <param name="Read">Events handed over.</param>
/// <param name="New">Those that the ledger did not have.</param>
/// <param name="Mended">Identities of earlier segments that were answered anew.</param>
/// <param name="TooOld">Events of a time that is forgotten, which were passed over.</param>
public sealed record Committed(long Read, long New, long Mended, long TooOld);

/// <summary>
/// The right to add to a ledger, held by one process at a time. What is committed is there whole or not at all, whatever
/// happens; readers see the ledger before it or after it.
/// </summary>
public sealed class LedgerImport : IDisposable
{
    /// <summary>Segments of fewer events are put together,</summary>
    private const int SmallSegment = 50_000;

    /// <summary>once there are so many of them.</summary>
    private const int MostSmall = 16;

    /// <summary>So many bytes of what segments were written from stay in memory, some 350 a credential.</summary>
    private const int MostWritten = 96 << 20;

    private readonly LedgerFolder _folder;
    private readonly SegmentFiles _files;
    private readonly FileStream _lock;
    private readonly WrittenLineage _written;
    private readonly Lock _versionLock = new();
    private readonly HashSet<UInt128> _versions = [];
    private readonly Snapshot _snapshot;
    private readonly NameProof? _proof;
    private Manifest _manifest;

    private LedgerImport(LedgerFolder folder, FileStream held, NameProof? proof, long written)
    {
        (_folder, _files, _lock, _proof) = (folder, new SegmentFiles(folder), held, proof);
        _written = new WrittenLineage(written);
        _manifest = Manifest.Load(folder.Path);
        folder.Sweep(_manifest);
        _snapshot = Snapshot.Open(folder);
        _snapshot.Written = _written;
        // What it keeps of the segments' blocks beyond this does not make an import faster.
        _snapshot.Database.Execute("SET memory_limit = '96MiB'");
        _snapshot.Database.Execute($"SET temp_directory = {DuckDb.Literal(folder.Spill)}");
        _versions.UnionWith(_snapshot.Ask("SELECT i.version FROM {s}.inputs i WHERE i.whole AND i.version IS NOT NULL", row => HashOf(row.GetString(0))));
    }

    public long Events => _manifest.Events;

    /// <summary>The time of the newest event, in milliseconds since 1970; null where there is none.</summary>
    public long? Newest => _manifest.Segments.Where(s => s.Events > 0).Select(s => (long?)s.To).Max();

    /// <param name="folder">Where the ledger is, or is to be.</param>
    /// <param name="proof">Decides of a trust policy that was in force whom it names.</param>
    /// <returns>Null where another process is importing.</returns>
    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public static LedgerImport? TryBegin(LedgerFolder folder, NameProof? proof = null) => TryBegin(folder, proof, MostWritten);

    /// <inheritdoc cref="TryBegin(LedgerFolder, NameProof?)"/>
    /// <param name="folder">Where the ledger is, or is to be.</param>
    /// <param name="proof">Decides of a trust policy that was in force whom it names.</param>
    /// <param name="written">About how many bytes of what it writes it keeps in memory for the next segments.</param>
    internal static LedgerImport? TryBegin(LedgerFolder folder, NameProof? proof, long written)
    {
        if (folder.TryLock() is not { } held) return null;
        try
        {
            return new LedgerImport(folder, held, proof, written);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether this state of a source was imported whole. It may be asked while something is committed.</summary>
    public bool Has(string version)
    {
        lock (_versionLock) return _versions.Contains(HashOf(version));
    }

    /// <summary>Keeps what a verification found of the logs, with what earlier ones did.</summary>
    /// <returns>Where it says otherwise than they did.</returns>
    /// <exception cref="LedgerException">What was kept is damaged.</exception>
    public ImmutableArray<Contradiction> Record(Completeness found)
    {
        var before = VerificationFile.Load(_folder);
        var after = before.With(found);
        VerificationFile.Save(_folder, after);
        return after.Contradictions.RemoveRange(before.Contradictions);
    }

    /// <summary>Makes contents part of the ledger.</summary>
    /// <exception cref="LedgerException">It could not be written; the ledger is as it was.</exception>
    public Committed Commit(IReadOnlyList<FactContent> contents)
    {
        var read = contents.Sum(c => (long)c.Count);
        if (_manifest.ForgottenBefore is { } before) contents = [.. contents.Select(c => c.Since(before))];
        var tooOld = read - contents.Sum(c => (long)c.Count);
        var draft = new SegmentDraft(contents);
        foreach (var content in contents) content.ReleaseFacts();
        draft.CountTimes();
        draft.Drop(Duplicates.Find(_snapshot, draft));
        draft.CountUses();
        // A broken file is read at each import: it must not add a segment each time. Looks come from no file.
        if (draft.Count == 0 && !draft.Policies.Any(p => p.EventName == PolicyChange.Snapshot) && !draft.Inputs.Exists(i => i is { IsWhole: true, Version: { } version } && !Has(version))) return new Committed(read, 0, 0, tooOld);
        var segment = draft.ToSegment(_manifest.Next);
        var mended = 0L;
        _files.Write(draft, segment, () => new SegmentAnswers(_snapshot, draft, segment.Number, _proof).OfNew().Select(a =>
        {
            if (a.Place.Segment != segment.Number) mended++;
            return a;
        }));
        Replace([], [segment], _manifest.ForgottenBefore);
        _written.Add(draft, segment);
        lock (_versionLock)
            foreach (var input in draft.Inputs)
                if (input is { IsWhole: true, Version: { } version })
                    _versions.Add(HashOf(version));
        Merge();
        return new Committed(read, draft.Count, mended, tooOld);
    }

    /// <summary>Makes looks at trust policies part of the ledger, those that it does not have.</summary>
    /// <param name="looks">Made by <see cref="PolicyChange.Seen"/>.</param>
    /// <returns>How many were kept, and what that changed.</returns>
    /// <exception cref="LedgerException">They could not be written; the ledger is as it was.</exception>
    public (int Kept, long Mended) Record(IReadOnlyCollection<PolicyChange> looks)
    {
        var content = PolicyLooks.New(_snapshot, looks);
        return (content.Policies.Count, Commit([content]).Mended);
    }

    /// <summary>Puts small segments together: what is asked of the ledger is asked of each.</summary>
    private void Merge()
    {
        var small = _manifest.Segments.Where(s => s.Events < SmallSegment && !s.IsRemnant).ToImmutableArray();
        if (small.Length < MostSmall) return;
        var contents = small.Select(s => SegmentContent.Read(_snapshot, s)).ToList();
        PolicyLooks.Thin(_snapshot, contents);
        var draft = new SegmentDraft(contents);
        draft.CountUses();
        var segment = draft.ToSegment(_manifest.Next);
        var others = _snapshot.Only(_manifest.Segments.Except(small));
        _files.Write(draft, segment, () => new SegmentAnswers(others, draft, segment.Number, _proof).OfRewritten().Concat(CarriedAnswers.Of(_snapshot, small)));
        Replace(small, [segment], _manifest.ForgottenBefore);
    }

    /// <summary>Forgets the events of before a time, and keeps them from being imported again.</summary>
    /// <param name="before">In milliseconds since 1970. What was forgotten before does not come back by an earlier one.</param>
    /// <exception cref="LedgerException">It could not be written; the ledger is as it was.</exception>
    public Forgotten Forget(long before)
    {
        if (before <= _manifest.ForgottenBefore) return new Forgotten(_manifest.ForgottenBefore.Value, 0, 0);
        var forgetting = new Forgetting(_snapshot, _files, _proof, before);
        var events = forgetting.Run(_manifest.Next);
        Replace(forgetting.Leaving, forgetting.Written, before);
        return new Forgotten(before, events, forgetting.Leaving.Length);
    }

    /// <summary>The commit: from here on the ledger has some segments in place of others.</summary>
    private void Replace(IReadOnlyCollection<SegmentInfo> old, IReadOnlyCollection<SegmentInfo> written, long? forgottenBefore)
    {
        _manifest = _manifest with { Next = _manifest.Next + written.Count, Segments = _manifest.Segments.RemoveRange(old).AddRange(written), ForgottenBefore = forgottenBefore };
        _files.Save(_manifest);
        foreach (var segment in written) _snapshot.Add(segment);
        if (old.Count > 0) _written.Clear();
        foreach (var gone in old)
        {
            _snapshot.Detach(gone);
            _folder.Delete(gone);
        }
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _lock.Dispose();
    }

    private static UInt128 HashOf(string version) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(version)));
}
