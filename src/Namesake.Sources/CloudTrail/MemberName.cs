using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// A member's name as it stands in an event, with its quotes and its colon; and the value that it had last, which many
/// have again. Both are compared as one vector.
/// </summary>
internal sealed class MemberName(ReadOnlySpan<byte> text, Field meaning)
{
    /// <summary>How much oftener a value may be another than before than be the same, until the member is taken for one that changes.</summary>
    private const int Patience = 64;

    private readonly Beginning _name = new(text);
    private Beginning _value;
    private int _patience = Patience;

    public Field Field { get; } = meaning;

    public int Length => _name.Length;

    /// <summary>The name that came after it last.</summary>
    public MemberName? Next { get; private set; }

    /// <summary>The one that came after it before that: some members are not in each event.</summary>
    public MemberName? NextButOne { get; private set; }

    /// <returns>The name that now came after it.</returns>
    public MemberName FollowedBy(MemberName name)
    {
        (NextButOne, Next) = (Next, name);
        return name;
    }

    /// <summary>The text of the value it had last, where it is one that is kept.</summary>
    public string? ValueText { get; private set; }

    public int ValueLength => _value.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool StandsAt(ReadOnlySpan<byte> text, int at) => _name.StandsAt(text, at);

    /// <summary>Whether the value is the one it had last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasSameValue(ReadOnlySpan<byte> text, int at)
    {
        if (_patience <= 0) return false;
        var same = _value.StandsAt(text, at);
        _patience = same ? Math.Min(_patience + 1, Patience) : _patience - 1;
        return same;
    }

    /// <param name="json">A value that was read as whole JSON.</param>
    /// <param name="text">Its text, where it is kept.</param>
    public void Remember(ReadOnlySpan<byte> json, string? text)
    {
        // INVARIANT: only what says itself where it ends is remembered; a number may go on.
        if (_patience <= 0 || json.Length > Beginning.Longest || json[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9')) return;
        _value = new Beginning(json);
        ValueText = text;
    }
}

/// <summary>A few bytes that a text may begin with; none begin no text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Beginning
{
    public const int Longest = 32;

    /// <summary>Whether this processor has such vectors; without them no beginning is found, and all is read the longer way.</summary>
    public static bool CanBeTold => Vector256.IsHardwareAccelerated;

    private readonly Vector256<byte> _bytes;
    private readonly Vector256<byte> _mask;

    [MethodImpl(JsonScan.Hot)]
    public Beginning(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[Longest];
        Span<byte> mask = stackalloc byte[Longest];
        bytes.CopyTo(padded);
        mask[..bytes.Length].Fill(0xFF);
        (_bytes, _mask, Length) = (Vector256.Create<byte>(padded), Vector256.Create<byte>(mask), bytes.Length);
    }

    public int Length { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool StandsAt(ReadOnlySpan<byte> text, int at) =>
        CanBeTold && Length > 0 && text.Length - at >= Longest && (Vector256.Create(text[at..]) & _mask) == _bytes;
}
