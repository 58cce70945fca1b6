namespace Namesake.Ledger.Importing;

/// <summary>Something made of texts that comes again and again, mostly of the very same string objects.</summary>
internal interface IRecurring<T> : IEquatable<T>
    where T : struct
{
    /// <summary>A hash of its objects rather than of their texts.</summary>
    int Glance();

    /// <summary>Whether it is made of the same objects; then it is equal.</summary>
    bool IsSame(in T other);
}
