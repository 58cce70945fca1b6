using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Namesake.Sources.Integrity;

/// <summary>A public key of CloudTrail's.</summary>
/// <param name="Fingerprint">By which digests name it.</param>
/// <param name="Der">PKCS#1, as <c>ListPublicKeys</c> gives it.</param>
/// <param name="ValidFrom">In milliseconds since 1970; null where the list does not say.</param>
/// <param name="ValidUntil">Likewise.</param>
public sealed record PublicKey(string Fingerprint, ImmutableArray<byte> Der, long? ValidFrom, long? ValidUntil);

/// <summary>The keys that signatures are checked with. Each Region has its own.</summary>
public sealed class PublicKeys : IDisposable
{
    /// <summary>A digest is signed within hours of its end.</summary>
    private const long Day = 24 * 3_600_000;

    private readonly ILookup<string, (PublicKey Key, RSA Rsa)> _keys;

    /// <exception cref="CryptographicException">A key is not PKCS#1 DER.</exception>
    public PublicKeys(IEnumerable<PublicKey> keys) => _keys = keys.Select(k => (k, Import(k))).ToList().ToLookup(k => k.k.Fingerprint, StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => _keys.Count == 0;

    public void Dispose()
    {
        foreach (var (_, rsa) in _keys.SelectMany(k => k)) rsa.Dispose();
    }

    /// <summary>Whether a digest has been signed with the key that it names.</summary>
    internal SignatureAnswer Check(Digest digest, string signature, bool isBackfill)
    {
        if (!_keys.Contains(digest.Fingerprint)) return SignatureAnswer.UnknownKey;
        var answer = SignatureAnswer.Invalid;
        var signed = System.Text.Encoding.UTF8.GetBytes(digest.SignedText);
        foreach (var (key, rsa) in _keys[digest.Fingerprint])
            if (Verify(rsa, signed, signature))
                answer = WasValid(key, digest, isBackfill) || answer == SignatureAnswer.Valid ? SignatureAnswer.Valid : SignatureAnswer.KeyOutOfTime;
        return answer;
    }

    /// <summary>Whether one of these keys was CloudTrail's at that time, so that there should be no other.</summary>
    internal bool Covers(long time, IReadOnlySet<string> fingerprints) =>
        fingerprints.SelectMany(f => _keys[f]).Any(k => (k.Key.ValidFrom ?? time) <= time && time <= (k.Key.ValidUntil ?? time));

    // A backfill digest is signed later than its time, no one says how much.
    private static bool WasValid(PublicKey key, Digest digest, bool isBackfill) =>
        (key.ValidUntil is not { } until || until >= digest.End - Day) && (isBackfill || key.ValidFrom is not { } from || from <= digest.End + Day);

    private static bool Verify(RSA rsa, byte[] signed, string signature)
    {
        var bytes = new byte[rsa.KeySize / 8];
        return signature.Length == bytes.Length * 2
            && Convert.FromHexString(signature, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && rsa.VerifyData(signed, bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static RSA Import(PublicKey key)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportRSAPublicKey(key.Der.AsSpan(), out var read);
            if (read != key.Der.Length) throw new CryptographicException("bytes follow the key");
            return rsa;
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }
}

/// <summary>What came of checking a signature.</summary>
internal enum SignatureAnswer
{
    Valid,
    Invalid,
    UnknownKey,

    /// <summary>Right, but with a key that CloudTrail did not use at that time.</summary>
    KeyOutOfTime,
}
