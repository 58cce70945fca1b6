using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Prover.Clauses;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Pairs;

/// <summary>
/// Names made of an attribute by templates without <c>*</c>, in which it may stand several times. The length of the name
/// gives the length of the attribute, so that every letter of the name is a letter of it, a given one, or free: what is
/// forced to be equal is found by putting cells together, length by length. This is exact.
/// </summary>
internal static class RigidNames
{
    /// <summary>The ties of which this speaks: of one variable, and without <c>*</c>.</summary>
    public static ImmutableArray<TextTemplate> Among(ImmutableArray<TextTemplate> ties, string key) =>
        [.. ties.Where(t => ResolvedTemplates.IsRigid(t) && t.Variables.All(v => v.Key == key))];

    /// <param name="first">The ties of one side.</param>
    /// <param name="second">The ties of the other; none where one side is asked about.</param>
    /// <param name="differ">Whether the attributes must differ.</param>
    /// <param name="caseless">Whether attributes that differ by case only are one.</param>
    /// <returns>A name of each length that the ties of both sides give; where the attributes must differ, one for which they can.</returns>
    public static IEnumerable<string> Of(ImmutableArray<TextTemplate> first, ImmutableArray<TextTemplate> second, bool differ, bool caseless)
    {
        for (var length = StsAdmission.MinNameLength; length <= StsAdmission.MaxNameLength; length++)
            if (AttributeLength(first, length) is { } mine && AttributeLength(second, length) is { } other && Cells.Fill(first, second, length, mine, other, differ, caseless) is { } name)
                yield return name;
    }

    /// <summary>The length that all ties give the attribute, 0 where there is no tie; null where they do not agree.</summary>
    private static int? AttributeLength(ImmutableArray<TextTemplate> ties, int length)
    {
        int? found = null;
        foreach (var tie in ties)
        {
            var others = tie.Parts.Sum(p => p switch { LiteralPart l => l.Text.Length, AnyOnePart => 1, _ => 0 });
            var times = tie.Variables.Count();
            var rest = length - others;
            if (rest < times || rest % times != 0 || (found is { } known && known != rest / times)) return null;
            found = rest / times;
        }
        return found ?? 0;
    }

    /// <summary>The letters of the name and of both attributes, put together where they are one.</summary>
    private sealed class Cells
    {
        private readonly int[] _parent;
        private readonly char[] _letter;
        private bool _broken;

        private Cells(int count) => (_parent, _letter) = ([.. Enumerable.Range(0, count)], new char[count]);

        public static string? Fill(ImmutableArray<TextTemplate> first, ImmutableArray<TextTemplate> second, int length, int mine, int other, bool differ, bool caseless)
        {
            var cells = new Cells(length + mine + other);
            foreach (var tie in first) cells.Lay(tie, length, mine);
            foreach (var tie in second) cells.Lay(tie, length + mine, other);
            if (cells._broken) return null;
            if (differ && mine == other && !Enumerable.Range(0, mine).Any(i => cells.MayDiffer(length + i, length + mine + i, caseless))) return null;
            return cells.Read(length);
        }

        private void Lay(TextTemplate tie, int attribute, int attributeLength)
        {
            var at = 0;
            foreach (var part in tie.Parts)
                switch (part)
                {
                    case LiteralPart { Text: var text }:
                        foreach (var letter in text) Give(at++, tie.IgnoreCase ? char.ToLowerInvariant(letter) : letter);
                        break;
                    case AnyOnePart:
                        at++;
                        break;
                    default:
                        for (var i = 0; i < attributeLength; i++) Join(at++, attribute + i);
                        break;
                }
        }

        private bool MayDiffer(int a, int b, bool caseless)
        {
            var (x, y) = (Find(a), Find(b));
            if (x == y) return false;
            if (_letter[x] == default || _letter[y] == default) return true;
            return caseless ? !Same(_letter[x], _letter[y]) : _letter[x] != _letter[y];
        }

        private string Read(int length)
        {
            var letters = new Dictionary<int, char>();
            return string.Create(length, this, (name, cells) =>
            {
                for (var i = 0; i < name.Length; i++)
                {
                    var cell = cells.Find(i);
                    if (cells._letter[cell] == default && !letters.ContainsKey(cell)) letters[cell] = Language.NameLetters[letters.Count % 26];
                    name[i] = cells._letter[cell] == default ? letters[cell] : cells._letter[cell];
                }
            });
        }

        private void Give(int cell, char letter)
        {
            var root = Find(cell);
            _broken |= !StsAdmission.NameCharacters.Contains(letter) || (_letter[root] != default && !Same(_letter[root], letter));
            _letter[root] = letter;
        }

        private void Join(int a, int b)
        {
            var (x, y) = (Find(a), Find(b));
            if (x == y) return;
            _broken |= _letter[x] != default && _letter[y] != default && !Same(_letter[x], _letter[y]);
            _parent[x] = y;
            if (_letter[y] == default) _letter[y] = _letter[x];
        }

        private int Find(int cell)
        {
            while (_parent[cell] != cell) cell = _parent[cell] = _parent[_parent[cell]];
            return cell;
        }

        // Which ties ignore case is not looked at: letters that differ by case only are never a contradiction, which only
        // lets more in.
        private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
    }
}
