using System.IO.Hashing;
using System.Text;

namespace Namesake.Sources.CloudTrail;

/// <summary>One string for each text that comes again and again: event names, services, Regions, accounts, addresses.</summary>
internal sealed class TextPool
{
    private const int Slots = 1 << 15;

    private readonly string?[] _texts = new string?[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        // A slot is simply overwritten on a clash: the pool saves memory, it promises no identity.
        ref var slot = ref _texts[XxHash3.HashToUInt64(utf8) & (Slots - 1)];
        if (slot is null || !Ascii.Equals(utf8, slot)) slot = Encoding.UTF8.GetString(utf8);
        return slot;
    }
}
