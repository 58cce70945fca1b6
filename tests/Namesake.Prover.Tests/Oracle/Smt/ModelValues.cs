using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>The values that cvc5 gives the constants of a satisfiable script.</summary>
internal sealed class ModelValues
{
    public static readonly ModelValues None = new(ImmutableDictionary<string, string>.Empty);

    private readonly ImmutableDictionary<string, string> _byName;

    private ModelValues(ImmutableDictionary<string, string> byName) => _byName = byName;

    /// <param name="text"><c>((name "text") (flag true) (number (- 1)))</c>.</param>
    public static ModelValues Parse(string text)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var at = text.IndexOf('(', StringComparison.Ordinal) + 1; at > 0 && text.IndexOf('(', at) is var open and >= 0;)
        {
            var blank = text.IndexOf(' ', open);
            var end = EndOf(text, open);
            values[text[(open + 1)..blank]] = text[(blank + 1)..end];
            at = end + 1;
        }
        return new(values.ToImmutable());
    }

    public bool Has(string name) => _byName.ContainsKey(name);

    public bool IsTrue(string term) => term == Term.True || (_byName.TryGetValue(term, out var value) && value == Term.True);

    /// <summary>The text of a constant of sort String.</summary>
    public string Text(string name)
    {
        var quoted = _byName[name][1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        var text = new StringBuilder();
        for (var i = 0; i < quoted.Length; i++)
        {
            if (i + 2 < quoted.Length && quoted[i] == '\\' && quoted[i + 1] == 'u' && quoted[i + 2] == '{')
            {
                var close = quoted.IndexOf('}', i);
                var code = int.Parse(quoted.AsSpan(i + 3, close - i - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if (code is >= 0xD800 and <= 0xDFFF) text.Append((char)code);
                else text.Append(new Rune(code));
                i = close;
            }
            else text.Append(quoted[i]);
        }
        return text.ToString();
    }

    /// <summary>The number of a constant of sort Real or Int: <c>1.0</c>, <c>(- 1.0)</c>, <c>(/ 1 2)</c>, <c>(/ (- 1) 2)</c>.</summary>
    public decimal Number(string name)
    {
        var words = _byName[name].Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = words.Where(w => char.IsAsciiDigit(w[0])).Select(w => decimal.Parse(w, CultureInfo.InvariantCulture)).ToList();
        var size = numbers.Count == 2 ? numbers[0] / numbers[1] : numbers[0];
        return words.Contains("-") ? -size : size;
    }

    /// <summary>The number of a constant of sort Int that is not negative.</summary>
    public BigInteger Whole(string name) => BigInteger.Parse(_byName[name], CultureInfo.InvariantCulture);

    private static int EndOf(string text, int open)
    {
        var depth = 0;
        var quoted = false;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (quoted) continue;
            if (text[i] == '(') depth++;
            if (text[i] == ')' && --depth == 0) return i;
        }
        throw new FormatException($"no end of {text}");
    }
}
