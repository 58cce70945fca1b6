using System.Runtime.InteropServices;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Where a value stands in the text that is being read; nowhere, with a length of 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextRange(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
}

/// <summary>What was found of an event, or of what may be one, so far.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct EventDraft
{
    public EventId? Id;
    public long? Time;
    public long? ShipperTime;
    public string? Name;
    public string? Source;
    public string? Region;
    public string? Account;
    public string? Address;
    public string? ErrorCode;
    public string? SharedEventId;
    public bool FromConsole;

    /// <summary>The userIdentity; none where <see cref="Known"/> has it already.</summary>
    public TextRange Identity;

    /// <summary>The identity that was told by its first bytes.</summary>
    public KnownIdentity? Known;

    public TextRange Request;
    public TextRange Response;
    public TextRange Additional;
    public TextRange Agent;
    public bool S3;
    public bool Digest;
    public bool Insight;
    public int Members;
    public bool IsCell;
}
