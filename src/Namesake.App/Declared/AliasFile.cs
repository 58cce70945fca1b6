using System.Collections.Immutable;
using Namesake.Ledger.Asking;
using Namesake.Policy.Model;

namespace Namesake.App.Declared;

/// <summary>What a file of aliases says.</summary>
/// <param name="Aliases">Null where it cannot be used.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record ReadAliases(Aliases? Aliases, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Reads who is one person: a list of <c>{person: NAME, identities: [IDENTITY, …]}</c>, in YAML, of which JSON is a part.
/// </summary>
internal static class AliasFile
{
    private const string Code = "bad-aliases";
    private const string Shape = "one list of people, each with \"person\" and \"identities\"";

    public static ReadAliases Read(string path) => Of(path, YamlList.Read(path, Code, Shape));

    internal static ReadAliases Parse(string path, string text) => Of(path, YamlList.Parse(path, text, Code, Shape));

    private static ReadAliases Of(string path, ReadYaml yaml)
    {
        if (yaml.Entries is not { } entries) return new ReadAliases(null, yaml.Diagnostics);
        var people = new AliasPeople(path);
        foreach (var entry in entries) people.Add(entry);
        return new ReadAliases(people.Diagnostics.Count > 0 ? null : new Aliases(people.Found), [.. people.Diagnostics]);
    }
}
