using System.Buffers;
using System.Text.Json;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Hides what must never leave a log: session tokens, which CloudTrail writes into the events that issue them, and secret keys,
/// which emulators write. In their place stands what AWS itself writes there.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html</remarks>
internal static class RawSecrets
{
    private static ReadOnlySpan<byte> Hidden => "\"HIDDEN_DUE_TO_SECURITY_REASONS\""u8;

    /// <param name="json">A whole JSON value.</param>
    /// <returns>The same where it holds no secret; else a copy that differs in their values alone.</returns>
    public static ReadOnlySpan<byte> Hide(ReadOnlySpan<byte> json) => MayHold(json) ? HideIn(json) : json;

    // Names may be written with escapes; else these are parts of all that are looked for.
    private static bool MayHold(ReadOnlySpan<byte> json) =>
        json.IndexOf("essionToken"u8) >= 0 || json.IndexOf("ecretAccessKey"u8) >= 0 || json.IndexOf("ecurity-"u8) >= 0 || json.IndexOf("\\u"u8) >= 0;

    private static ReadOnlySpan<byte> HideIn(ReadOnlySpan<byte> json)
    {
        var copy = new ArrayBufferWriter<byte>(json.Length);
        var reader = new Utf8JsonReader(json, RecordParser.Options);
        var (copied, isSecret) = (0, false);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                isSecret = IsSecret(JsonTokens.NameBytes(ref reader));
                continue;
            }
            var start = (int)reader.TokenStartIndex;
            if (isSecret ? reader.TokenType != JsonTokenType.Null && reader.TrySkip() : HoldsSecret(ref reader))
            {
                copy.Write(json[copied..start]);
                copy.Write(Hidden);
                copied = (int)reader.BytesConsumed;
            }
            isSecret = false;
        }
        if (copied == 0) return json;
        copy.Write(json[copied..]);
        return copy.WrittenSpan;
    }

    private static bool IsSecret(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("sessionToken"u8) || name.SequenceEqual("SessionToken"u8) || name.SequenceEqual("secretAccessKey"u8) || name.SequenceEqual("SecretAccessKey"u8)
        || name.SequenceEqual("X-Amz-Security-Token"u8) || name.SequenceEqual("x-amz-security-token"u8);

    // An answer that a shipper put into the event as a text of JSON.
    private static bool HoldsSecret(ref Utf8JsonReader reader) =>
        reader is { TokenType: JsonTokenType.String, ValueIsEscaped: true } && JsonTokens.Raw(ref reader) is var text && JsonTokens.LooksLikeJson(text)
        && (text.IndexOf("essionToken\""u8) >= 0 || text.IndexOf("ecretAccessKey\""u8) >= 0);
}
