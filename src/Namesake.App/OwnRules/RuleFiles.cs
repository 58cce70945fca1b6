using System.Collections.Immutable;
using Namesake.App.Declared;
using Namesake.Policy.Model;

namespace Namesake.App.OwnRules;

/// <summary>The rules that files hold.</summary>
/// <param name="Rules">Those that can be used, in the order of the files.</param>
/// <param name="Diagnostics">What is wrong with them.</param>
internal sealed record ReadRules(ImmutableArray<OwnRule> Rules, ImmutableArray<Diagnostic> Diagnostics)
{
    public static readonly ReadRules None = new([], []);

    /// <summary>Whether all of them can be used. A rule that is left out finds nothing, which would read as nothing wrong.</summary>
    public bool AreGood => !Diagnostics.Any(d => d.Severity == Severity.Error);
}

/// <summary>Reads files of rules: lists in YAML or JSON.</summary>
internal static class RuleFiles
{
    private const string Shape = "one list of rules, each with \"code\", \"over\", \"severity\", \"when\" and \"message\"";
    private const int MostFiles = 1_000;

    /// <param name="paths">Files, or folders, of which each .yaml, .yml and .json in them is read.</param>
    public static ReadRules Read(IEnumerable<string> paths)
    {
        var diagnostics = new List<Diagnostic>();
        var rules = new List<OwnRule>();
        foreach (var file in paths.SelectMany(p => FilesOf(p, diagnostics.Add))) Add(file, YamlList.Read(file, "bad-rules", Shape), rules, diagnostics.Add);
        return new ReadRules([.. rules], [.. diagnostics]);
    }

    internal static ReadRules Parse(string path, string text)
    {
        var diagnostics = new List<Diagnostic>();
        var rules = new List<OwnRule>();
        Add(path, YamlList.Parse(path, text, "bad-rules", Shape), rules, diagnostics.Add);
        return new ReadRules([.. rules], [.. diagnostics]);
    }

    private static List<string> FilesOf(string path, Action<Diagnostic> tell)
    {
        if (!Directory.Exists(path)) return [path];
        var files = Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json").Take(MostFiles + 1).Order(StringComparer.Ordinal).ToList();
        if (files.Count is > 0 and <= MostFiles) return files;
        tell(new Diagnostic(Severity.Error, "bad-rules", files.Count == 0 ? "the folder has no .yaml, .yml or .json file" : $"the folder has more than {MostFiles} files", new SourcePlace(path, 1, 1)));
        return [];
    }

    private static void Add(string path, ReadYaml yaml, List<OwnRule> rules, Action<Diagnostic> tell)
    {
        foreach (var diagnostic in yaml.Diagnostics) tell(diagnostic);
        foreach (var node in yaml.Entries ?? [])
            if (RuleEntry.Of(path, node, tell) is { } rule)
            {
                if (rules.Find(r => r.Code == rule.Code) is { } first) tell(new Diagnostic(Severity.Error, "code-twice", $"\"{rule.Code}\" is the code of the rule at {first.Place} already: choose another one", rule.Place));
                else rules.Add(rule);
            }
    }
}
