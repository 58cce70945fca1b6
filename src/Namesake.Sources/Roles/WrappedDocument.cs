using Namesake.Policy.Parsing;

namespace Namesake.Sources.Roles;

/// <summary>A policy document inside a JSON string: as JSON, or URL-encoded as IAM's own answers have it.</summary>
internal static class WrappedDocument
{
    /// <summary>A byte URL-encoded takes three, each of them escaped in JSON six.</summary>
    private const int LargestEncoding = 18;

    /// <param name="source">The text around it.</param>
    /// <param name="start">Where the string's content begins.</param>
    /// <param name="length">The content's length as it stands.</param>
    public static SourceText Open(SourceText source, int start, int length)
    {
        // However it is encoded, it is more than the parser takes: it is not worth the memory.
        if (length > LargestEncoding * PolicyParser.MaxBytes) return source.Slice(start, length);
        var text = source.Unescape(start, length);
        return text.Utf8.Span.TrimStart(" \t\r\n"u8) is [(byte)'%', ..] ? text.UrlDecode() : text;
    }
}
