using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Pairs;

/// <summary>Reads variables back from a name: the ways in which a template can have become it.</summary>
internal static class Bindings
{
    private const int MostSteps = 4_000;

    public static readonly ImmutableDictionary<string, string> None = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values of the variables with which every template matches the name.</summary>
    /// <param name="templates">The templates.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">Values that are known.</param>
    /// <param name="most">So many ways are enough.</param>
    /// <param name="accepts">Which values a variable may have.</param>
    /// <param name="effort">What it may cost.</param>
    /// <param name="complete">Whether these are all the ways there are.</param>
    public static List<ImmutableDictionary<string, string>> Of(
        IEnumerable<TextTemplate> templates, string name, ImmutableDictionary<string, string> known, int most, Func<string, string, bool>? accepts, Effort effort, out bool complete)
    {
        complete = !effort.IsSpent;
        if (!complete) return [];
        var found = new List<ImmutableDictionary<string, string>> { known };
        foreach (var template in templates)
        {
            var steps = 0;
            var next = new List<ImmutableDictionary<string, string>>();
            foreach (var bindings in found) Match(template, 0, name, 0, bindings, next, most, accepts, ref steps);
            effort.Spend(steps);
            complete &= next.Count < most && steps <= MostSteps;
            found = next;
        }
        return found;
    }

    /// <summary>Whether a key may have an empty value, as tags may; names and subjects do not.</summary>
    public static bool MayBeEmpty(string key) =>
        key[0] != '(' && !key.EndsWith(":sub", StringComparison.OrdinalIgnoreCase) && !TiePattern.IsAccount(key)
        && !((string[])[KeyCatalogue.SessionName, KeyCatalogue.SourceIdentity, KeyCatalogue.UserName, Kinship.UserId]).Any(k => KeyCatalogue.Is(k, key));

    private static void Match(
        TextTemplate template, int part, string name, int at, ImmutableDictionary<string, string> bindings, List<ImmutableDictionary<string, string>> found, int most,
        Func<string, string, bool>? accepts, ref int steps)
    {
        if (found.Count >= most || ++steps > MostSteps) return;
        if (part == template.Parts.Length)
        {
            if (at == name.Length) found.Add(bindings);
            return;
        }
        var comparison = template.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        switch (template.Parts[part])
        {
            case LiteralPart { Text: var text }:
                Literal(text, bindings, ref steps);
                break;
            case AnyOnePart:
                if (at < name.Length) Match(template, part + 1, name, at + 1, bindings, found, most, accepts, ref steps);
                break;
            case VariablePart { Key: var key } when bindings.TryGetValue(key, out var value):
                Literal(value, bindings, ref steps);
                break;
            case VariablePart { Key: var account } when TiePattern.IsAccount(account):
                if (at + 12 <= name.Length && name.AsSpan(at, 12).IndexOfAnyExceptInRange('0', '9') < 0)
                    Match(template, part + 1, name, at + 12, bindings.SetItem(account, name.Substring(at, 12)), found, most, accepts, ref steps);
                break;
            case VariablePart { Key: var key, Default: var fallback }:
                // Long values first: "${aws:username}*" then reads the whole name before its beginnings.
                for (var end = name.Length; end >= (MayBeEmpty(key) ? at : at + 1); end--)
                    if (accepts is null || accepts(key, name[at..end]))
                        Match(template, part + 1, name, end, bindings.SetItem(key, name[at..end]), found, most, accepts, ref steps);
                if (fallback is not null) Literal(fallback, bindings, ref steps);
                break;
            default:
                for (var end = at; end <= name.Length; end++) Match(template, part + 1, name, end, bindings, found, most, accepts, ref steps);
                break;
        }

        void Literal(string text, ImmutableDictionary<string, string> with, ref int count)
        {
            if (string.Compare(name, at, text, 0, text.Length, comparison) == 0 && at + text.Length <= name.Length)
                Match(template, part + 1, name, at + text.Length, with, found, most, accepts, ref count);
        }
    }
}
