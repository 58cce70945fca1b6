using System.Collections.Immutable;

namespace Namesake.Ledger.Asking;

/// <summary>Rows, of which there may be more than are shown.</summary>
/// <param name="Rows">Those that are shown.</param>
/// <param name="Total">How many there are.</param>
public sealed record Listing<T>(ImmutableArray<T> Rows, int Total);

/// <summary>Source addresses: some of them, and how many different ones there are.</summary>
public sealed record AddressList(ImmutableArray<string> Shown, int Count)
{
    public const int Most = 5;

    public static readonly AddressList None = new([], 0);
}
