using System.Collections.Immutable;
using System.Text;

namespace Namesake.Policy.Conditions;

/// <summary>
/// A pattern of literal text, <c>*</c> and <c>?</c>, ready to match. Matching takes time linear in the text: the pieces
/// between stars are found from left to right, each at its leftmost place, and never looked for again.
/// </summary>
public sealed class Glob
{
    private readonly ImmutableArray<GlobSegment> _segments;

    private Glob(ImmutableArray<GlobSegment> segments) => _segments = segments;

    /// <summary>An action or resource pattern: wildcards, no variables, without case.</summary>
    public static Glob OfAction(string text) => Of(TextTemplate.Parse(text, wildcards: true, variables: false).Parts, ignoreCase: true);

    /// <param name="parts">Literals and wildcards; no variables.</param>
    /// <param name="ignoreCase">Whether letters match without case.</param>
    public static Glob Of(ImmutableArray<TemplatePart> parts, bool ignoreCase)
    {
        var segments = ImmutableArray.CreateBuilder<GlobSegment>();
        var text = new StringBuilder();
        var holes = new List<int>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    text.Append(literal.Text);
                    break;
                case AnyOnePart:
                    holes.Add(text.Length);
                    text.Append('\0');
                    break;
                case AnyRunPart:
                    Cut();
                    break;
                default:
                    throw new ArgumentException("a variable must be resolved first", nameof(parts));
            }
        }
        Cut();
        return new Glob(segments.ToImmutable());

        void Cut()
        {
            segments.Add(new GlobSegment(text.ToString(), [.. holes], ignoreCase));
            text.Clear();
            holes.Clear();
        }
    }

    public bool Matches(ReadOnlySpan<char> text)
    {
        var first = _segments[0];
        if (_segments.Length == 1) return text.Length == first.Length && first.MatchesAt(text);
        var last = _segments[^1];
        if (text.Length < first.Length + last.Length) return false;
        if (!first.MatchesAt(text) || !last.MatchesAt(text[^last.Length..])) return false;
        var rest = text[first.Length..^last.Length];
        foreach (var segment in _segments.AsSpan()[1..^1])
        {
            var at = segment.IndexIn(rest);
            if (at < 0) return false;
            rest = rest[(at + segment.Length)..];
        }
        return true;
    }
}
