using System.Runtime.InteropServices;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Importing;

/// <summary>Where an identity stands: its number in a segment.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IdentityPlace(int Segment, int Number);

/// <summary>The answer for an identity, as a segment keeps it.</summary>
/// <param name="Place">The identity.</param>
/// <param name="Answer">Who is behind its first event.</param>
internal sealed record StoredAnswer(IdentityPlace Place, AnswerRow Answer);
