using System.Security.Cryptography;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.Sources.Integrity;

/// <summary>Reads what <c>aws cloudtrail list-public-keys</c> prints, one answer for each Region and time.</summary>
public static class PublicKeyReader
{
    private const int MaxBytes = 16 << 20;

    public static PublicKeys Read(IEnumerable<string> files, Action<Diagnostic> report)
    {
        var keys = new List<PublicKey>();
        foreach (var path in files)
        {
            var file = new DiskFile(path, Named: true);
            if (JsonFile.Load(file, MaxBytes, report) is not { } source) continue;
            try
            {
                using var json = JsonDocument.Parse(source.Utf8);
                Read(json.RootElement, file, keys, report);
            }
            catch (JsonException e)
            {
                report(JsonFile.Broken(file, source, e, "no key of this file is used"));
            }
        }
        return new PublicKeys(keys);
    }

    private static void Read(JsonElement root, InputFile file, List<PublicKey> keys, Action<Diagnostic> report)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("PublicKeyList", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            report(file.Fault(Severity.Error, "not-a-key-list", "there is no \"PublicKeyList\": give what \"aws cloudtrail list-public-keys\" prints"));
            return;
        }
        foreach (var item in list.EnumerateArray())
            if (Read(item) is { } key) keys.Add(key);
            else report(file.Fault(Severity.Error, "bad-public-key", $"key {keys.Count + 1} is no RSA key (\"Value\" in base64, \"Fingerprint\"): passed over"));
    }

    private static PublicKey? Read(JsonElement item)
    {
        try
        {
            if (item.ValueKind != JsonValueKind.Object || item.GetProperty("Fingerprint").GetString() is not { } fingerprint || !item.GetProperty("Value").TryGetBytesFromBase64(out var der)) return null;
            var key = new PublicKey(fingerprint, [.. der], Time(item, "ValidityStartTime"), Time(item, "ValidityEndTime"));
            new PublicKeys([key]).Dispose();
            return key;
        }
        catch (Exception e) when (e is CryptographicException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    // Version 2 of the command line prints texts, version 1 and the service seconds.
    private static long? Time(JsonElement item, string name) =>
        !item.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? EventTime.Parse(value.GetString())
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && double.Abs(seconds) < 1e11 ? (long)(seconds * 1_000)
        : null;
}
