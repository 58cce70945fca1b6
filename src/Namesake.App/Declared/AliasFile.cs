using System.Collections.Immutable;
using Namesake.Ledger.Asking;
using Namesake.Policy.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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
    /// <summary>Ten thousand people take less.</summary>
    private const int MaxBytes = 4 << 20;

    public static ReadAliases Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaxBytes) return Refused(path, 1, 1, $"the file is larger than {MaxBytes >> 20} MiB");
            using var reader = new StreamReader(stream);
            return Parse(path, reader);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return Refused(path, 1, 1, "the file cannot be read: it is not there, or you may not");
        }
    }

    internal static ReadAliases Parse(string path, TextReader text)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(text);
            if (yaml.Documents is not [{ RootNode: YamlSequenceNode list }]) return Refused(path, 1, 1, "it must be one list of people, each with \"person\" and \"identities\"");
            var people = new AliasPeople(path);
            foreach (var entry in list.Children) people.Add(entry);
            return new ReadAliases(people.Diagnostics.Count > 0 ? null : new Aliases(people.Found), [.. people.Diagnostics]);
        }
        catch (YamlException e)
        {
            return Refused(path, (int)e.Start.Line, (int)e.Start.Column, $"it is neither YAML nor JSON: {e.Message}");
        }
    }

    private static ReadAliases Refused(string path, int line, int column, string why) =>
        new(null, [new Diagnostic(Severity.Error, "bad-aliases", why, new SourcePlace(path, line, column))]);
}
