using System.Buffers.Text;
using System.Text;
using Namesake.Policy.Model;

namespace Namesake.Policy.Parsing;

/// <summary>
/// UTF-8 text that remembers where each byte came from, through any number of wrappings: a document inside a JSON
/// string, or URL-encoded inside one, still points at line and column of the file.
/// </summary>
public sealed class SourceText
{
    private const int CharacterStep = 4_096;

    private readonly SourceText? _outer;
    private readonly int[]? _outerOffsets;
    private readonly int _start;
    private readonly string? _file;
    private int[]? _lineStarts;
    private int[]? _charactersBefore;

    private SourceText(ReadOnlyMemory<byte> utf8, string? file, SourceText? outer, int start, int[]? outerOffsets)
    {
        Utf8 = utf8;
        _file = file;
        _outer = outer;
        _start = start;
        _outerOffsets = outerOffsets;
    }

    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Whether the text stands in its file just so, in no string and no encoding.</summary>
    public bool IsLiteral => _outer is null || (_outerOffsets is null && _outer.IsLiteral);

    /// <summary>The text of a file, or of standard input where the name is null.</summary>
    public static SourceText OfFile(string? file, ReadOnlyMemory<byte> utf8) => new(utf8, file, null, 0, null);

    public static SourceText OfString(string text, string? file = null) => OfFile(file, Encoding.UTF8.GetBytes(text));

    /// <summary>A part of this text, as it stands.</summary>
    public SourceText Slice(int start, int length) => new(Utf8.Slice(start, length), _file, this, start, null);

    /// <summary>The content of a JSON string of this text, its escapes undone.</summary>
    /// <param name="start">Where the content begins, after the opening quote.</param>
    /// <param name="length">The length of the content as it stands, in bytes. It must be valid JSON.</param>
    public SourceText Unescape(int start, int length)
    {
        var raw = Utf8.Span.Slice(start, length);
        if (raw.IndexOf((byte)'\\') < 0) return Slice(start, length);
        var bytes = new List<byte>(length);
        var offsets = new List<int>(length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < raw.Length;)
        {
            var (rune, consumed) = raw[i] == '\\' ? ReadEscape(raw[i..]) : (default(Rune?), 1);
            if (rune is { } decoded)
            {
                var written = decoded.EncodeToUtf8(utf8);
                foreach (var b in utf8[..written]) Add(b, start + i);
            }
            else Add(raw[i], start + i);
            i += consumed;
        }
        return new SourceText(bytes.ToArray(), _file, this, 0, offsets.ToArray());

        void Add(byte b, int offset)
        {
            bytes.Add(b);
            offsets.Add(offset);
        }
    }

    /// <summary>This text with its percent-encoding undone, as IAM's answers need. A plus sign stays one.</summary>
    public SourceText UrlDecode()
    {
        var raw = Utf8.Span;
        var bytes = new List<byte>(raw.Length);
        var offsets = new List<int>(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            offsets.Add(i);
            if (raw[i] == '%' && i + 2 < raw.Length && Utf8Parser.TryParse(raw.Slice(i + 1, 2), out byte decoded, out var used, 'x') && used == 2)
            {
                bytes.Add(decoded);
                i += 2;
            }
            else bytes.Add(raw[i]);
        }
        return new SourceText(bytes.ToArray(), _file, this, 0, offsets.ToArray());
    }

    /// <summary>The place in the file of a byte of this text.</summary>
    public SourcePlace PlaceOf(int offset)
    {
        if (_outer is not null)
        {
            var outer = _outerOffsets is null ? _start + offset
                : _outerOffsets.Length == 0 ? 0
                : _outerOffsets[Math.Min(offset, _outerOffsets.Length - 1)];
            return _outer.PlaceOf(outer);
        }
        _lineStarts ??= LineStarts();
        var line = Array.BinarySearch(_lineStarts, offset);
        if (line < 0) line = ~line - 1;
        var from = _lineStarts[line];
        var to = Math.Clamp(offset, from, Utf8.Length);
        return new SourcePlace(_file, line + 1, CharactersBefore(to) - CharactersBefore(from) + 1);
    }

    // A listing may be one line of many megabytes with places all over it: the characters are summed once, step by step.
    private int CharactersBefore(int offset)
    {
        if (_charactersBefore is null)
        {
            _charactersBefore = new int[Utf8.Length / CharacterStep + 1];
            for (var i = 1; i < _charactersBefore.Length; i++)
                _charactersBefore[i] = _charactersBefore[i - 1] + Characters(Utf8.Span.Slice((i - 1) * CharacterStep, CharacterStep));
        }
        var step = offset / CharacterStep;
        return _charactersBefore[step] + Characters(Utf8.Span[(step * CharacterStep)..offset]);
    }

    // Bytes that begin a character, those of four bytes twice: the same sum wherever a step ends.
    private static int Characters(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8)) return utf8.Length;
        var count = 0;
        foreach (var b in utf8) count += b >= 0xF0 ? 2 : (b & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }

    private int[] LineStarts()
    {
        var starts = new List<int> { 0 };
        var text = Utf8.Span;
        for (var i = text.IndexOf((byte)'\n'); i >= 0;)
        {
            starts.Add(i + 1);
            var next = text[(i + 1)..].IndexOf((byte)'\n');
            i = next < 0 ? -1 : i + 1 + next;
        }
        return [.. starts];
    }

    private static (Rune? Rune, int Consumed) ReadEscape(ReadOnlySpan<byte> raw)
    {
        if (raw.Length < 2) return (null, 1);
        if (raw[1] != 'u')
            return (new Rune((char)(raw[1] switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                var other => (char)other,
            })), 2);
        var high = ReadHex(raw);
        if (char.IsHighSurrogate(high) && raw.Length >= 12 && raw[6] == '\\' && raw[7] == 'u' && ReadHex(raw[6..]) is var low && char.IsLowSurrogate(low))
            return (new Rune(high, low), 12);
        return (char.IsSurrogate(high) ? Rune.ReplacementChar : new Rune(high), Math.Min(6, raw.Length));
    }

    private static char ReadHex(ReadOnlySpan<byte> raw) =>
        raw.Length >= 6 && Utf8Parser.TryParse(raw.Slice(2, 4), out ushort unit, out var used, 'x') && used == 4 ? (char)unit : '\uFFFD';
}
