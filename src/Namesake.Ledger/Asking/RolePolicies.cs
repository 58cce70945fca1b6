using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Asking;

/// <summary>What the ledger knows of the trust policies of roles of one name.</summary>
public static class RolePolicies
{
    /// <param name="reader">The ledger.</param>
    /// <param name="name">The role's name, without regard to case.</param>
    /// <returns>The changes, and the looks, of all accounts; in no order.</returns>
    public static IReadOnlyList<PolicyChange> Find(LedgerReader reader, string name) => Find(reader.Snapshot, name);

    /// <inheritdoc cref="Find(LedgerReader, string)"/>
    public static IReadOnlyList<PolicyChange> Find(Snapshot snapshot, string name)
    {
        var wanted = new Wanted(snapshot);
        wanted.Add(Want.Role, name.ToLowerInvariant());
        return wanted.Next() ? KnownPolicies.Of(wanted) : [];
    }
}
