using System.Collections.Immutable;
using System.Globalization;
using Namesake.Audit.Exemptions;
using Namesake.Policy.Model;

namespace Namesake.App.Declared;

/// <summary>What a file of exemptions says.</summary>
/// <param name="Exemptions">Null where it cannot be used.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record ReadExemptions(ImmutableArray<Exemption>? Exemptions, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads which roles are to be left alone: a list of <c>{pattern, reason, owner, expires}</c>, in YAML or JSON.</summary>
internal static class ExemptionFile
{
    private const string Code = "bad-exemptions";
    private const string Shape = "one list of exemptions, each with \"pattern\", \"reason\", \"owner\" and \"expires\"";

    /// <summary>More than an ARN has characters.</summary>
    private const int LongestPattern = 512;

    public static ReadExemptions Read(string path) => Of(path, YamlList.Read(path, Code, Shape));

    internal static ReadExemptions Parse(string path, string text) => Of(path, YamlList.Parse(path, text, Code, Shape));

    private static ReadExemptions Of(string path, ReadYaml yaml)
    {
        if (yaml.Entries is not { } entries) return new ReadExemptions(null, yaml.Diagnostics);
        var diagnostics = new List<Diagnostic>();
        var found = entries.Select(node => Of(YamlEntry.Of(path, node, Code, "an exemption: {pattern, reason, owner, expires}", diagnostics.Add))).OfType<Exemption>().ToImmutableArray();
        foreach (var twice in found.GroupBy(e => e.Pattern, StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Skip(1)))
            diagnostics.Add(new Diagnostic(Severity.Error, Code, $"\"{twice.Pattern}\" is exempt already: say it once", twice.Place));
        return new ReadExemptions(diagnostics.Count > 0 ? null : found, [.. diagnostics]);
    }

    private static Exemption? Of(YamlEntry? entry)
    {
        if (entry is null) return null;
        entry.Know(Code, "pattern", "reason", "owner", "expires");
        var pattern = entry.Text("pattern", Code, "the role's name or ARN, with * and ?");
        var reason = entry.Text("reason", Code, "say why");
        var owner = entry.Text("owner", Code, "say who answers for it");
        var expires = entry.Text("expires", Code, "the last day on which it holds, such as 2027-01-31");
        if (pattern?.Length > LongestPattern) entry.Refuse(Code, entry["pattern"], $"\"pattern\" has more than {LongestPattern} characters");
        var isDate = DateOnly.TryParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        if (expires is not null && !isDate) entry.Refuse(Code, entry["expires"], $"\"{expires}\" is no date: write it as 2027-01-31");
        return pattern is null || reason is null || owner is null || !isDate ? null : new Exemption(pattern, reason, owner, date, entry.Place);
    }
}
