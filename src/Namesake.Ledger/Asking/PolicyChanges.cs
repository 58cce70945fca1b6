using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Asking;

/// <summary>How the trust policies of roles were changed, as far as the ledger has it: logged changes, and looks at policies.</summary>
public static class PolicyChanges
{
    /// <param name="reader">The ledger.</param>
    /// <param name="until">Only those before this time, in milliseconds since 1970; null for all.</param>
    public static IReadOnlyList<PolicyChange> All(LedgerReader reader, long? until) => reader.Snapshot.Ask(
        "SELECT p.id, p.time, p.event, p.account, p.role, p.document FROM {s}.policies p WHERE p.time < $until", IssuedRow.ReadPolicy, ("until", until ?? long.MaxValue));
}
