using System.Text.Json;
using Namesake.Sources.Files;

namespace Namesake.Sources.Integrity;

/// <summary>Reads an object's metadata as <c>aws s3api head-object</c> prints it: <c>{"Metadata":{"signature":…,"signature-algorithm":…}}</c>.</summary>
internal static class MetadataSidecar
{
    /// <summary>S3 itself allows 2 KB of metadata; the answer has some more fields.</summary>
    private const int MaxBytes = 64 << 10;

    /// <exception cref="InvalidDataException">It is not such an answer.</exception>
    public static ObjectMetadata Read(string path)
    {
        using var stream = new DiskFile(path, Named: false).Open();
        var bytes = new byte[MaxBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MaxBytes) throw new InvalidDataException($"it has more than {MaxBytes >> 10} KiB");
        return Parse(bytes.AsMemory(0, length));
    }

    public static ObjectMetadata Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("Metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException("it has no object \"Metadata\": give what \"aws s3api head-object\" prints");
            return new ObjectMetadata(Text(metadata, "signature"), Text(metadata, "signature-algorithm"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("it is not JSON", e);
        }
    }

    private static string? Text(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
