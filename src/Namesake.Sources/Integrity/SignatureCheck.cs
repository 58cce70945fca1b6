using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>
/// Checks that the digests of a chain can be read, lie in their place and are signed. A signature stands in a digest's
/// metadata; where a folder has none beside it, its successor bears a copy, for all but the newest.
/// </summary>
internal sealed class SignatureCheck(PublicKeys? keys, VerifyRange range, FaultBook book)
{
    public const string Algorithm = "SHA256withRSA";

    private readonly List<ChainLink> _unknown = [];
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);

    public void Check(Chain chain)
    {
        var copies = Copies(chain);
        foreach (var link in chain.Links)
            if (range.Overlaps(link.Start, link.End) && IsWhole(link) && SignatureOf(link, copies) is { } signature)
                Check(link, signature, chain.IsBackfill);
    }

    /// <summary>
    /// Says of digests with unknown keys what they are, once all of the Region are checked: a key that CloudTrail does
    /// not have where the list holds the Region's key of that time, else one that was not asked for.
    /// </summary>
    public void Conclude()
    {
        foreach (var link in _unknown)
        {
            var (fingerprint, end) = (link.Digest!.Fingerprint, link.End);
            if (keys!.Covers(end, _used)) Fault(link, "unknown-key", $"it names the public key {fingerprint}, which is none of CloudTrail's keys of that Region and time");
            else
            {
                link.Mark(CoverageState.Undecided, "key-not-given");
                book.Undecided("key-not-given", link.Object.Name, $"its public key {fingerprint} is not in the lists given: ask \"aws cloudtrail list-public-keys\" in its own Region, with --start-time and --end-time around it");
            }
        }
    }

    /// <summary>The signature of each digest that its successor has.</summary>
    private static Dictionary<(string Bucket, string Key), string> Copies(Chain chain)
    {
        var copies = new Dictionary<(string, string), string>();
        foreach (var link in chain.Links)
            if (link is { IsUsable: true, Digest.Previous: { } previous }) copies[(previous.Bucket, previous.Key)] = previous.Signature;
        return copies;
    }

    private bool IsWhole(ChainLink link)
    {
        if (link.Digest is null)
        {
            if (link.Reading.IsGarbage) Fault(link, "digest-garbage", $"no digest: {link.Reading.Fault}");
            else
            {
                link.Mark(CoverageState.Undecided, "unread-digest");
                book.Undecided("unread-digest", link.Object.Name, link.Reading.Fault!);
            }
        }
        else if (link.IsMoved) Fault(link, "digest-moved", $"it was made for s3://{link.Digest.Bucket}/{link.Digest.Key}: it does not belong here");
        return link.IsUsable;
    }

    private string? SignatureOf(ChainLink link, Dictionary<(string Bucket, string Key), string> copies)
    {
        try
        {
            var algorithm = link.Digest!.SignatureAlgorithm;
            if (link.Object.Metadata() is { } metadata)
            {
                link.OwnSignature = metadata.Signature;
                if (metadata.Signature is null || metadata.SignatureAlgorithm is null)
                {
                    Fault(link, "digest-unsigned", "its metadata has no signature, or does not say of which algorithm");
                    return null;
                }
                if (metadata.SignatureAlgorithm != Algorithm) algorithm = metadata.SignatureAlgorithm;
            }
            if (algorithm is not (null or Algorithm))
            {
                Fault(link, "wrong-signature-algorithm", $"it is signed by \"{algorithm}\"; CloudTrail signs by {Algorithm}");
                return null;
            }
            if ((link.OwnSignature ?? copies.GetValueOrDefault((link.Digest.Bucket, link.Digest.Key))) is { } signature) return signature;
            link.Mark(CoverageState.Undecided, "unsigned-here");
            book.Undecided("unsigned-here", link.Object.Name, $"no signature is at hand: none in {Path.GetFileName(link.Object.Name)}{FolderObjects.SidecarSuffix} beside it, and no later digest that bears it");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            link.Mark(CoverageState.Undecided, "unread-metadata");
            book.Undecided("unread-metadata", link.Object.Name, $"its metadata is not read: {e.Message}");
        }
        return null;
    }

    private void Check(ChainLink link, string signature, bool isBackfill)
    {
        if (keys is null)
        {
            link.Mark(CoverageState.Undecided, "no-public-keys");
            return;
        }
        switch (keys.Check(link.Digest!, signature, isBackfill))
        {
            case SignatureAnswer.Valid: _used.Add(link.Digest!.Fingerprint); break;
            case SignatureAnswer.UnknownKey: _unknown.Add(link); break;
            case SignatureAnswer.KeyOutOfTime: Fault(link, "key-out-of-time", "it is signed with a key that CloudTrail did not use at that time"); break;
            default:
                Fault(link, "signature-invalid", link.OwnSignature is null
                    ? "the signature that its successor has for it does not fit: one of the two was changed"
                    : "its signature does not fit: the digest or its signature was changed");
                break;
        }
    }

    private void Fault(ChainLink link, string code, string message)
    {
        link.Mark(CoverageState.Broken, code);
        book.Fault(code, link.Object.Name, message);
    }
}
