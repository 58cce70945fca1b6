using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Asking;

/// <summary>Something that was done.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="EventId">The event.</param>
/// <param name="Name">What was called.</param>
/// <param name="Source">Of which service.</param>
/// <param name="Account">In whose account.</param>
/// <param name="Region">Where.</param>
/// <param name="Address">From where.</param>
/// <param name="Error">The error code of what failed or was refused.</param>
/// <param name="Identity">Under which identity.</param>
/// <param name="FromConsole">Whether its credential came from a console session.</param>
/// <param name="Person">Who did it; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="Complete">False when the person is himself a session whose issuing event is not at hand.</param>
/// <param name="Contradiction">A name that says otherwise than the keys.</param>
/// <param name="Reason">One sentence.</param>
public sealed record LedgerEvent(
    long Time, string EventId, string? Name, string? Source, string? Account, string? Region, string? Address, string? Error,
    UserIdentity Identity, bool FromConsole, Origin? Person, Evidence Evidence, bool Complete, string? Contradiction, string Reason);
