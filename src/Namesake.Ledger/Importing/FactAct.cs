using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Namesake.Ledger.Importing;

/// <summary>What was done.</summary>
/// <param name="Name">The call.</param>
/// <param name="Source">The service that was called.</param>
/// <param name="Error">The error code of what failed or was refused.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FactAct(string Name, string Source, string? Error) : IRecurring<FactAct>
{
    public int Glance() => RuntimeHelpers.GetHashCode(Name) + 31 * RuntimeHelpers.GetHashCode(Source) + 961 * RuntimeHelpers.GetHashCode(Error);

    public bool IsSame(in FactAct other) => ReferenceEquals(Name, other.Name) && ReferenceEquals(Source, other.Source) && ReferenceEquals(Error, other.Error);
}
