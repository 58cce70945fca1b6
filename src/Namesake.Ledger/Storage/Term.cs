using System.IO.Hashing;
using System.Runtime.InteropServices;
using Namesake.Ledger.Importing;

namespace Namesake.Ledger.Storage;

/// <summary>Where a text may stand in a segment.</summary>
internal enum TermOf
{
    /// <summary>The access key of an issued credential.</summary>
    IssuedKey,

    /// <summary>The creation that an issued credential may have made.</summary>
    IssuedCreation,

    /// <summary>The id of an issuing event, or the shared id of one.</summary>
    IssuedCall,

    /// <summary>The shared id of an issuing event.</summary>
    IssuedShared,

    /// <summary>The shared id of several issuing events of the segment.</summary>
    IssuedTwice,

    /// <summary>The session name or the source identity of an issued credential, in lower case.</summary>
    IssuedName,

    /// <summary>The session that a grant minted.</summary>
    Grant,

    /// <summary>The id of the event that is a grant.</summary>
    GrantEvent,

    /// <summary>The access key of an identity.</summary>
    Key,
    Principal,

    /// <summary>The creation of an identity's session, where it is told by it.</summary>
    Creation,
    Arn,
    SignIn,
    BehalfUser,

    /// <summary>The session name or the source identity of an identity, in lower case.</summary>
    Name,

    /// <summary>The name of an identity's role, in lower case.</summary>
    Role,

    /// <summary>The access key of an identity that reveals something of its session.</summary>
    RevealingKey,
    RevealingCreation,

    /// <summary>The name of a person, in lower case.</summary>
    Person,
    PersonId,
    PersonBehalfUser,

    /// <summary>The name of a role whose trust policy was changed or seen, in lower case.</summary>
    PolicyRole,

    /// <summary>The id of an event that is no GUID, as it is kept.</summary>
    OddId,

    /// <summary>What an event made or changed.</summary>
    Workload,

    /// <summary>The place of an identity of another segment that is answered here.</summary>
    AnsweredPlace,
}

/// <summary>Hashes of what is looked for in segments. A clash costs a question in vain: whoever writes a log may make them.</summary>
internal static class Term
{
    public static ulong Of(TermOf kind, string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), (long)kind);

    public static ulong Of(IdentityPlace place)
    {
        ReadOnlySpan<int> numbers = [place.Segment, place.Number];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers), (long)TermOf.AnsweredPlace);
    }

    public static ulong Of(FactId id, TermOf? kind = null)
    {
        ReadOnlySpan<ulong> halves = [id.High, id.Low];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(halves), kind is { } known ? (long)known : -1);
    }
}
