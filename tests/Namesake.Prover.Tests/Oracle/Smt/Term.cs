using System.Globalization;
using System.Text;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Terms of SMT-LIB as text. What is decided already is left out, so that scripts stay short enough to read.</summary>
internal static class Term
{
    public const string True = "true";
    public const string False = "false";
    public const string AnyRun = "re.all";
    public const string AnyOne = "re.allchar";

    public static string And(params IEnumerable<string> terms) => Join("and", terms, True, False);

    public static string Or(params IEnumerable<string> terms) => Join("or", terms, False, True);

    public static string Not(string term) => term switch
    {
        True => False,
        False => True,
        _ when term.StartsWith("(not ", StringComparison.Ordinal) => term[5..^1],
        _ => $"(not {term})",
    };

    public static string Implies(string condition, string then) => Or(Not(condition), then);

    public static string If(string condition, string then, string otherwise) => condition switch
    {
        True => then,
        False => otherwise,
        _ when then == otherwise => then,
        _ => $"(ite {condition} {then} {otherwise})",
    };

    public static string Equal(string a, string b) => a == b ? True : IsLiteral(a) && IsLiteral(b) ? False : $"(= {a} {b})";

    /// <summary>A string literal. A backslash could begin an escape of the solver's own.</summary>
    public static string Text(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter == '"') literal.Append("\"\"");
            else if (letter is >= ' ' and <= '~' and not '\\') literal.Append(letter);
            else literal.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)letter:x}}}");
        }
        return literal.Append('"').ToString();
    }

    public static string Number(decimal number) => number < 0
        ? $"(- {Number(-number)})"
        : number.ToString(number == decimal.Truncate(number) ? "0.0" : null, CultureInfo.InvariantCulture);

    public static string Whole(long number) => number < 0 ? $"(- {Whole(-number)})" : number.ToString(CultureInfo.InvariantCulture);

    public static string Concat(params IReadOnlyList<string> terms) => terms.Count switch
    {
        0 => Text(""),
        1 => terms[0],
        _ => $"(str.++ {string.Join(' ', terms)})",
    };

    public static string Length(string term) => $"(str.len {term})";

    public static string Lower(string term) => $"(str.to_lower {term})";

    public static string InLanguage(string term, string language) => $"(str.in_re {term} {language})";

    /// <summary>One language after the other.</summary>
    public static string Sequence(params IReadOnlyList<string> languages) => languages.Count switch
    {
        0 => $"(str.to_re {Text("")})",
        1 => languages[0],
        _ => $"(re.++ {string.Join(' ', languages)})",
    };

    public static string Either(params IReadOnlyList<string> languages) =>
        languages.Count == 1 ? languages[0] : $"(re.union {string.Join(' ', languages)})";

    public static string Word(string term) => $"(str.to_re {term})";

    /// <summary>The text in any mixture of small and capital letters.</summary>
    public static string WordWithoutCase(string text) => Sequence([.. text.Select(c => char.IsAsciiLetter(c)
        ? Either(Word(Text($"{char.ToLowerInvariant(c)}")), Word(Text($"{char.ToUpperInvariant(c)}")))
        : Word(Text($"{c}")))]);

    private static bool IsLiteral(string term) => term[0] == '"';

    private static string Join(string name, IEnumerable<string> terms, string neutral, string absorbing)
    {
        var rest = terms.Where(t => t != neutral).Distinct(StringComparer.Ordinal).ToList();
        if (rest.Contains(absorbing)) return absorbing;
        return rest.Count switch
        {
            0 => neutral,
            1 => rest[0],
            _ => $"({name} {string.Join(' ', rest)})",
        };
    }
}
