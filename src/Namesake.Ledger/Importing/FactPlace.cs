using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Namesake.Ledger.Importing;

/// <summary>Where something was done, and where that was read: nearly all events of one log file are of one account and Region.</summary>
/// <param name="Region">The Region.</param>
/// <param name="Account">The account that the event was delivered to.</param>
/// <param name="Input">The number of the source it was read from.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FactPlace(string? Region, string? Account, int Input) : IRecurring<FactPlace>
{
    public int Glance() => RuntimeHelpers.GetHashCode(Region) + 31 * RuntimeHelpers.GetHashCode(Account) + Input;

    public bool IsSame(in FactPlace other) => Input == other.Input && ReferenceEquals(Region, other.Region) && ReferenceEquals(Account, other.Account);
}
