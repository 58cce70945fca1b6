namespace Namesake.Policy.Tests.Oracle;

/// <summary>A character of a policy value: as written there, or put there by a variable and then never a wildcard nor a separator.</summary>
internal readonly record struct Piece(char Character, bool IsWritten);

/// <summary>Policy variables, wildcards and ARNs.</summary>
internal static class NaivePatterns
{
    public static List<Piece> PlainText(string text) => [.. text.Select(c => new Piece(c, IsWritten: true))];

    public static string AsText(List<Piece> pieces) => string.Concat(pieces.Select(piece => piece.Character));

    /// <summary>The value with its variables replaced, or null when one of them has no value.</summary>
    public static List<Piece>? Replaced(string policyValue, List<ContextKey> context, string version)
    {
        if (!string.Equals(version, "2012-10-17", StringComparison.Ordinal))
            return PlainText(policyValue);
        if (policyValue.Length == 0)
            return [];
        if (Variable(policyValue) is { } variable)
        {
            var value = ValueOf(variable.Key, variable.Default, context);
            var rest = Replaced(policyValue[variable.Length..], context, version);
            return value is null || rest is null ? null : [.. value.Select(c => new Piece(c, IsWritten: false)), .. rest];
        }
        var tail = Replaced(policyValue[1..], context, version);
        return tail is null ? null : [new Piece(policyValue[0], IsWritten: true), .. tail];
    }

    public static bool Like(List<Piece> pattern, string text) => Like(pattern, text, 0, 0, []);

    // Plain recursion; answers are remembered only so that a pattern of many stars ends before the tests do.
    private static bool Like(List<Piece> pattern, string text, int p, int t, Dictionary<(int, int), bool> known)
    {
        if (known.TryGetValue((p, t), out var answer))
            return answer;
        if (p == pattern.Count)
            answer = t == text.Length;
        else if (pattern[p] is { IsWritten: true, Character: '*' })
            answer = Like(pattern, text, p + 1, t, known) || (t < text.Length && Like(pattern, text, p, t + 1, known));
        else if (t < text.Length && (pattern[p] is { IsWritten: true, Character: '?' } || pattern[p].Character == text[t]))
            answer = Like(pattern, text, p + 1, t + 1, known);
        known[(p, t)] = answer;
        return answer;
    }

    /// <summary>Six parts, each compared on its own; the sixth keeps its further colons.</summary>
    public static bool ArnLike(List<Piece> pattern, string text)
    {
        var patternParts = SixParts(pattern);
        var textParts = text.Split(':', 6);
        if (patternParts.Count != 6 || textParts.Length != 6)
            return false;
        for (var i = 0; i < 6; i++)
        {
            if (!Like(patternParts[i], textParts[i]))
                return false;
        }
        return true;
    }

    private static List<List<Piece>> SixParts(List<Piece> pattern)
    {
        // A value of variables alone stands for a whole ARN; elsewhere replaced text stays in its part.
        var onlyVariables = pattern.TrueForAll(piece => !piece.IsWritten);
        var parts = new List<List<Piece>> { new() };
        foreach (var piece in pattern)
        {
            if (piece.Character == ':' && (piece.IsWritten || onlyVariables) && parts.Count < 6)
                parts.Add([]);
            else
                parts[^1].Add(piece);
        }
        return parts;
    }

    // The variable that the text starts with, or null. Without a closing brace it is no variable.
    private static (string Key, string? Default, int Length)? Variable(string text)
    {
        if (!text.StartsWith("${", StringComparison.Ordinal))
            return null;
        var close = text.IndexOf('}', StringComparison.Ordinal);
        if (close < 0)
            return null;

        // ${key, 'default'}: the default may hold a brace, so that its quotes are looked for first.
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0 && comma < close)
        {
            var quote = comma + 1;
            while (quote < text.Length && text[quote] == ' ')
                quote++;
            var endQuote = quote < text.Length && text[quote] == '\'' ? text.IndexOf('\'', quote + 1) : -1;
            var end = endQuote + 1;
            while (endQuote >= 0 && end < text.Length && text[end] == ' ')
                end++;
            if (endQuote >= 0 && end < text.Length && text[end] == '}')
                return (text[2..comma].Trim(' '), text[(quote + 1)..endQuote], end + 1);
        }
        var body = text[2..close];
        return (body is "*" or "?" or "$" ? body : body.Trim(' '), null, close + 1);
    }

    private static string? ValueOf(string key, string? defaultValue, List<ContextKey> context)
    {
        if (key is "*" or "?" or "$")
            return key;
        return NaiveContext.SingleValue(context, key) ?? defaultValue;
    }
}
