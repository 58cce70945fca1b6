using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Takes an event as its log has it, byte for byte, but for secrets, which are hidden. Of one inside a text (a message, a cell of a table) it is the text that is meant.</summary>
/// <param name="id">The event.</param>
/// <param name="json">Its JSON, good until the taker returns.</param>
public delegate void RawTaker(EventId id, ReadOnlySpan<byte> json);
