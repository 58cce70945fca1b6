namespace Namesake.Sources.CloudTrail;

/// <summary>Which of an object's properties the reader looks at, by name.</summary>
internal enum Field
{
    Other,
    EventId,
    EventTime,
    ShipperTime,
    EventName,
    EventSource,
    Region,
    Account,
    Address,
    ErrorCode,
    SharedEventId,
    FromConsole,
    Identity,
    RequestParameters,
    ResponseElements,
    AdditionalData,
    UserAgent,

    /// <summary>A list of events, or of envelopes: Records, Events, events, Messages, QueryResultRows, logEvents.</summary>
    List,

    /// <summary>An event inside an envelope, as an object or as JSON in a string: detail, CloudTrailEvent, Body, Message, …</summary>
    Content,

    /// <summary>The mark of a notice about a file in S3: <c>s3</c> in S3's own, <c>s3Bucket</c> in CloudTrail's.</summary>
    S3Object,

    /// <summary>The mark of a digest file: <c>digestStartTime</c>.</summary>
    DigestStart,

    /// <summary>The mark of an Insights event: <c>insightDetails</c>.</summary>
    Insight,
}

internal static class EventFields
{
    /// <param name="name">The property's name as it stands, without quotes.</param>
    public static Field Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("s3"u8) => Field.S3Object,
        3 when name.SequenceEqual("Sns"u8) => Field.Content,
        4 when name.SequenceEqual("_raw"u8) => Field.Content,
        4 when name.SequenceEqual("Body"u8) || name.SequenceEqual("body"u8) => Field.Content,
        5 when name.SequenceEqual("event"u8) => Field.Content,
        6 when name.SequenceEqual("detail"u8) || name.SequenceEqual("result"u8) => Field.Content,
        6 when name.SequenceEqual("Events"u8) || name.SequenceEqual("events"u8) => Field.List,
        7 when name.SequenceEqual("eventID"u8) => Field.EventId,
        7 when name.SequenceEqual("Records"u8) => Field.List,
        7 when name.SequenceEqual("Message"u8) || name.SequenceEqual("message"u8) => Field.Content,
        7 when name.SequenceEqual("_source"u8) => Field.Content,
        8 when name.SequenceEqual("original"u8) => Field.Content,
        8 when name.SequenceEqual("s3Bucket"u8) => Field.S3Object,
        8 when name.SequenceEqual("Messages"u8) => Field.List,
        9 when name.SequenceEqual("eventTime"u8) => Field.EventTime,
        9 when name.SequenceEqual("eventName"u8) => Field.EventName,
        9 when name.SequenceEqual("userAgent"u8) => Field.UserAgent,
        9 when name.SequenceEqual("awsRegion"u8) => Field.Region,
        9 when name.SequenceEqual("errorCode"u8) => Field.ErrorCode,
        9 when name.SequenceEqual("eventJson"u8) => Field.Content,
        9 when name.SequenceEqual("eventData"u8) => Field.Content,
        9 when name.SequenceEqual("logEvents"u8) => Field.List,
        10 when name.SequenceEqual("@timestamp"u8) => Field.ShipperTime,
        11 when name.SequenceEqual("eventSource"u8) => Field.EventSource,
        12 when name.SequenceEqual("userIdentity"u8) => Field.Identity,
        13 when name.SequenceEqual("sharedEventID"u8) => Field.SharedEventId,
        14 when name.SequenceEqual("event.original"u8) => Field.Content,
        14 when name.SequenceEqual("insightDetails"u8) => Field.Insight,
        15 when name.SequenceEqual("sourceIPAddress"u8) => Field.Address,
        15 when name.SequenceEqual("QueryResultRows"u8) => Field.List,
        15 when name.SequenceEqual("CloudTrailEvent"u8) => Field.Content,
        15 when name.SequenceEqual("digestStartTime"u8) => Field.DigestStart,
        16 when name.SequenceEqual("responseElements"u8) => Field.ResponseElements,
        17 when name.SequenceEqual("requestParameters"u8) => Field.RequestParameters,
        18 when name.SequenceEqual("recipientAccountId"u8) => Field.Account,
        19 when name.SequenceEqual("additionalEventData"u8) => Field.AdditionalData,
        28 when name.SequenceEqual("sessionCredentialFromConsole"u8) => Field.FromConsole,
        _ => Field.Other,
    };
}
