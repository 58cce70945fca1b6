using System.Text.Json;

namespace Namesake.Sources.CloudTrail;

/// <summary>Small steps on a reader that stands inside one complete JSON value.</summary>
internal static class JsonTokens
{
    /// <summary>
    /// The longest text that is kept, in bytes as it is written. AWS's own are ARNs of 2,048 characters at most; what is longer comes
    /// from whoever forged the log, and would be kept for as long as the log is looked at.
    /// </summary>
    public const int LongestText = 16 << 10;

    /// <summary>The text of a string token; null for null, and for a text beyond measure; numbers and booleans as they stand.</summary>
    /// <param name="reader">Stands at the token.</param>
    /// <param name="longest">The most bytes that it may have.</param>
    public static string? Text(ref Utf8JsonReader reader, int longest = LongestText) => reader.TokenType switch
    {
        _ when reader.ValueSpan.Length > longest => null,
        JsonTokenType.String => SafeString(ref reader),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };

    /// <summary>The same, for texts that come again.</summary>
    public static string? Text(ref Utf8JsonReader reader, TextPool? texts, int longest = LongestText) =>
        texts is not null && reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false } && reader.ValueSpan.Length <= longest
            ? texts.Get(reader.ValueSpan)
            : Text(ref reader, longest);

    /// <summary>The bytes of a string token, its escapes undone; empty for other tokens, and for what is no text.</summary>
    public static ReadOnlySpan<byte> Raw(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && TryRaw(ref reader, out var raw) ? raw : default;

    /// <summary>The bytes of a property's name, its escapes undone.</summary>
    public static ReadOnlySpan<byte> NameBytes(ref Utf8JsonReader reader) => TryRaw(ref reader, out var raw) ? raw : reader.ValueSpan;

    /// <summary>The bytes of a string or a name, its escapes undone; false where they are lone surrogates.</summary>
    public static bool TryRaw(ref Utf8JsonReader reader, out ReadOnlySpan<byte> raw)
    {
        raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return true;
        try
        {
            var buffer = new byte[raw.Length];
            raw = buffer.AsSpan(0, reader.CopyString(buffer));
            return true;
        }
        catch (InvalidOperationException)
        {
            raw = default;
            return false;
        }
    }

    /// <summary>Whether a text begins as an object or a list does.</summary>
    public static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        var trimmed = text.TrimStart(" \t\r\n"u8);
        return trimmed.Length > 1 && trimmed[0] is (byte)'{' or (byte)'[';
    }

    // Escapes of lone surrogates are legal JSON but no text: one odd string must not lose an event.
    private static string SafeString(ref Utf8JsonReader reader)
    {
        try
        {
            // DuckDB's client ends a text at a NUL: the ledger would tell another one than the log does.
            return reader.GetString()!.Replace('\0', '\uFFFD');
        }
        catch (InvalidOperationException)
        {
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
