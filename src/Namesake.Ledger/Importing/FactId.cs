using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Importing;

/// <summary>
/// An event's id as two numbers, by the first of which a segment is sorted. CloudTrail's ids are GUIDs; of any other text
/// it is the beginning of its SHA-256, since whoever writes a log may choose it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FactId(ulong High, ulong Low) : IComparable<FactId>
{
    public static FactId Of(EventId id)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (id.TryGetGuid(out var guid)) guid.TryWriteBytes(bytes, bigEndian: true, out _);
        else SHA256.HashData(Encoding.UTF8.GetBytes(id.ToString()), bytes);
        return new FactId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The id of an event whose text is not kept apart.</summary>
    public EventId ToEventId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return EventId.OfCanonical(new Guid(bytes, bigEndian: true));
    }

    public int CompareTo(FactId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public static bool operator <(FactId left, FactId right) => left.CompareTo(right) < 0;

    public static bool operator >(FactId left, FactId right) => left.CompareTo(right) > 0;

    public static bool operator <=(FactId left, FactId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FactId left, FactId right) => left.CompareTo(right) >= 0;
}
