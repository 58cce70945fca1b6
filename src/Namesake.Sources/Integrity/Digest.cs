using System.Collections.Immutable;

namespace Namesake.Sources.Integrity;

/// <summary>A log file as a digest lists it.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key: a name to be looked for among the objects found, never a path to open.</param>
/// <param name="Hash">SHA-256 of its bytes with gzip undone, in hex.</param>
internal sealed record LogReference(string Bucket, string Key, string Hash);

/// <summary>The predecessor as a digest names it.</summary>
internal sealed record PreviousDigest(string Bucket, string Key, string Hash, string Signature);

/// <summary>A digest file (user guide, "CloudTrail digest file structure"), as it says of itself: nothing of it is proved.</summary>
/// <param name="Bucket">The bucket that it was made for.</param>
/// <param name="Key">The key that it was made for.</param>
/// <param name="Start">Where the time of delivery that it covers begins, in milliseconds since 1970.</param>
/// <param name="End">Where it ends.</param>
/// <param name="EndText">The same as it is written, and signed.</param>
/// <param name="Fingerprint">Which public key it is signed with.</param>
/// <param name="SignatureAlgorithm">How it says that it is signed; null where it does not.</param>
/// <param name="PreviousSignature">The predecessor's signature, which is signed with it; null where there is none.</param>
/// <param name="Previous">Null where a chain begins.</param>
/// <param name="Logs">What was delivered in its time.</param>
/// <param name="Hash">SHA-256 of its own bytes with gzip undone, in lower-case hex.</param>
internal sealed record Digest(
    string Bucket,
    string Key,
    long Start,
    long End,
    string EndText,
    string Fingerprint,
    string? SignatureAlgorithm,
    string? PreviousSignature,
    PreviousDigest? Previous,
    ImmutableArray<LogReference> Logs,
    string Hash)
{
    /// <summary>The text that is signed (user guide, "Custom implementations of CloudTrail log file integrity validation").</summary>
    public string SignedText => $"{EndText}\n{Bucket}/{Key}\n{Hash}\n{PreviousSignature ?? "null"}";
}
