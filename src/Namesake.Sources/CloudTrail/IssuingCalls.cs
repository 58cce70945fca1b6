using System.Text.Json;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads what an issuing event tells of the call itself.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html#cloudtrail-integration_examples-sts-api</remarks>
internal static class IssuingCalls
{
    private static readonly Flat Request = new("externalId", "serialNumber", "principalArn", "providerId");

    private static readonly Flat Response = new("provider", "audience");

    private static readonly Flat Session = new("sessionContext/attributes/mfaAuthenticated");

    /// <param name="identity">The event's userIdentity, one JSON value or nothing.</param>
    /// <param name="request">Its requestParameters, one JSON value or nothing.</param>
    /// <param name="response">Its responseElements, one JSON value.</param>
    /// <param name="agent">Its userAgent, one JSON value or nothing.</param>
    /// <param name="texts">For texts that come again.</param>
    public static CallDetails Read(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> request, ReadOnlySpan<byte> response, ReadOnlySpan<byte> agent, TextPool texts)
    {
        if (Request.Read(request, texts) is not [var externalId, var serial, var saml, var builtIn]) throw new InvalidOperationException("as many texts as paths");
        if (Response.Read(response, texts) is not [var provider, var audience]) throw new InvalidOperationException("as many texts as paths");
        var session = Session.Read(identity)[0];
        return new CallDetails(AgentOf(agent, texts), externalId, saml ?? provider ?? builtIn, audience, serial is not null ? true : session is null ? null : session == "true", IsTagged(request));
    }

    private static string? AgentOf(ReadOnlySpan<byte> json, TextPool texts)
    {
        if (json.Length == 0) return null;
        var reader = new Utf8JsonReader(json, RecordParser.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || JsonTokens.Text(ref reader, texts) is not { Length: > 0 } text) return null;
        return text.Length <= CallDetails.LongestAgent ? text : text[..CallDetails.LongestAgent];
    }

    private static bool IsTagged(ReadOnlySpan<byte> request)
    {
        var reader = new Utf8JsonReader(request, RecordParser.Options);
        if (request.Length == 0 || !reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonTokens.NameBytes(ref reader);
            // Tags of an assertion or a token are logged under another name than those of a request.
            var isTags = name.SequenceEqual("tags"u8) || name.SequenceEqual("principalTags"u8) || name.SequenceEqual("transitiveTagKeys"u8) || name.SequenceEqual("incomingTransitiveTags"u8);
            reader.Read();
            if (isTags && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && !IsEmpty(ref reader)) return true;
            reader.Skip();
        }
        return false;
    }

    private static bool IsEmpty(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        return ahead.Read() && ahead.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;
    }
}
