using System.Runtime.InteropServices;
using System.Text;
using Namesake.Ledger.Importing;

namespace Namesake.Ledger.Lineage;

/// <summary>The number of a text that is its own, such as a key: less than zero where it is one that others share.</summary>
internal readonly record struct OwnText(int Place);

/// <summary>A text in two: what it has in common with many others, and its end.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SplitText(int Beginning, int End);

/// <summary>Texts by number, in a fraction of the memory that strings take.</summary>
internal sealed class PackedTexts
{
    /// <summary>What a text takes beside its characters: the string, and its place in a dictionary and a list.</summary>
    private const int TextOverhead = 64;

    private readonly TextTable _shared = new();
    private readonly List<byte> _own = [];
    private long _sharedBytes;

    /// <summary>About how many bytes it takes.</summary>
    public long Bytes => _sharedBytes + _own.Count;

    /// <summary>The number of a text that comes again and again; 0 for none.</summary>
    public int Share(string? text)
    {
        var (known, number) = (_shared.Texts.Count, _shared.NumberOf(text));
        if (_shared.Texts.Count > known) _sharedBytes += sizeof(char) * text!.Length + TextOverhead;
        return number;
    }

    public string? Shared(int number) => _shared.TextOf(number);

    /// <summary>Keeps a text whose end is new more often than its beginning: an ARN, or a principal id, with a session name.</summary>
    public SplitText Split(string? text)
    {
        var at = text?.LastIndexOfAny(['/', ':']) ?? -1;
        return at < 0 ? new SplitText(0, Share(text)) : new SplitText(Share(text![..(at + 1)]), Share(text[(at + 1)..]));
    }

    public string? Joined(SplitText text) => text.Beginning == 0 ? Shared(text.End) : Shared(text.Beginning) + Shared(text.End);

    /// <summary>Keeps a text that hardly any other has.</summary>
    public OwnText Own(string? text)
    {
        if (text is not { Length: > 0 and <= byte.MaxValue } || !Ascii.IsValid(text)) return new OwnText(-1 - Share(text));
        var place = _own.Count;
        _own.Add((byte)text.Length);
        foreach (var c in text) _own.Add((byte)c);
        return new OwnText(place);
    }

    public string? Owned(OwnText text) => text.Place < 0 ? Shared(-1 - text.Place) : Encoding.ASCII.GetString(BytesOf(text));

    public bool Equal(OwnText a, OwnText b) => a == b || a.Place >= 0 && b.Place >= 0 && BytesOf(a).SequenceEqual(BytesOf(b));

    public int HashOf(OwnText text)
    {
        if (text.Place < 0) return text.Place;
        var hash = new HashCode();
        hash.AddBytes(BytesOf(text));
        return hash.ToHashCode();
    }

    private ReadOnlySpan<byte> BytesOf(OwnText text) => CollectionsMarshal.AsSpan(_own).Slice(text.Place + 1, _own[text.Place]);
}
