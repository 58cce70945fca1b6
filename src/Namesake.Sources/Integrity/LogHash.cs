using System.Security.Cryptography;
using Namesake.Sources.Files;

namespace Namesake.Sources.Integrity;

/// <summary>The hash of a log file's text.</summary>
/// <param name="Hash">SHA-256 in hex; null where the file was not read to its end.</param>
/// <param name="Code">What is wrong with the file whatever its hash; null where nothing is.</param>
/// <param name="Fault">The same in a sentence.</param>
/// <param name="IsUnread">Whether it could not be had, rather than that it is broken.</param>
internal sealed record LogHash(string? Hash, string? Code, string? Fault, bool IsUnread)
{
    /// <summary>Reads through the file, in the very way in which events are read from it: what is hashed is what is believed.</summary>
    public static LogHash Of(StoredObject stored)
    {
        try
        {
            using var stream = LogStream.Open(stored.Open());
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var chunk = new byte[8_192];
            for (int read; (read = stream.Read(chunk)) > 0;) hash.AppendData(chunk.AsSpan(0, read));
            var hex = Convert.ToHexStringLower(hash.GetHashAndReset());
            return stream.IsGzip ? new(hex, null, null, false) : new(hex, "log-not-gzip", "it is not gzip data, as CloudTrail delivers", false);
        }
        catch (InvalidDataException e)
        {
            return new(null, "log-garbage", e.Message, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, "unread-log", $"it cannot be read: {e.Message}", true);
        }
    }
}
