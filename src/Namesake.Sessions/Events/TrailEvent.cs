using System.Runtime.InteropServices;

namespace Namesake.Sessions.Events;

/// <summary>One CloudTrail event, as far as the question who is behind it needs it.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrailEvent
{
    public required EventId Id { get; init; }

    /// <summary>Milliseconds since 1970. CloudTrail's own resolution is a second.</summary>
    public required long Time { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public string? Region { get; init; }

    public string? RecipientAccount { get; init; }

    public string? SourceAddress { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Whether the credential came from a console session, which mints a new key for each request.</summary>
    public bool FromConsole { get; init; }

    public required UserIdentity Identity { get; init; }
}
