using System.Collections.Immutable;
using Namesake.Policy.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.Declared;

/// <summary>A file that is one list, as its nodes.</summary>
/// <param name="Entries">Null where it is none.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record ReadYaml(ImmutableArray<YamlNode>? Entries, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Reads a file that is one list in YAML, of which JSON is a part. The file may be anybody's: its size and depth are bounded,
/// and it holds no aliases, by which a short text stands for one without end.
/// </summary>
internal static class YamlList
{
    /// <summary>In characters. Ten thousand people, or thousands of rules, take less.</summary>
    private const int MaxLength = 4 << 20;

    /// <summary>Deeper than any record. What reads the nodes calls itself for each level.</summary>
    private const int MaxDepth = 40;

    /// <param name="path">The file.</param>
    /// <param name="code">The code of its diagnostics.</param>
    /// <param name="shape">What it must be, for whoever wrote something else.</param>
    public static ReadYaml Read(string path, string code, string shape)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var reader = new StreamReader(stream);
            // A pipe has no length: what is read is counted. A file has at most as many characters as bytes.
            var buffer = new char[(stream.CanSeek ? (int)Math.Min(stream.Length, MaxLength) : MaxLength) + 1];
            var length = reader.ReadBlock(buffer);
            return length > MaxLength ? Refused(path, code, 1, 1, $"the file has more than {MaxLength:N0} characters: split it") : Parse(path, new string(buffer, 0, length), code, shape);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(path, code, 1, 1, "the file cannot be read: it is not there, or you may not");
        }
    }

    public static ReadYaml Parse(string path, string text, string code, string shape)
    {
        try
        {
            if (Excess(text) is var (excess, at)) return Refused(path, code, (int)at.Line, (int)at.Column, excess);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents is [{ RootNode: YamlSequenceNode list }] ? new ReadYaml([.. list.Children], []) : Refused(path, code, 1, 1, $"it must be {shape}");
        }
        catch (YamlException e)
        {
            return Refused(path, code, (int)e.Start.Line, (int)e.Start.Column, $"it is neither YAML nor JSON: {e.Message}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The library does not wrap everything that odd input makes it throw.
            return Refused(path, code, 1, 1, $"it is not YAML that can be read: {e.Message}");
        }
    }

    private static (string Excess, Mark At)? Excess(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            if (parser.Current is AnchorAlias) return ("aliases (*name) are not read here: write it out", parser.Current.Start);
            if (parser.Current is MappingStart or SequenceStart && ++depth > MaxDepth) return ($"it is nested more than {MaxDepth} deep", parser.Current.Start);
            if (parser.Current is MappingEnd or SequenceEnd) depth--;
        }
        return null;
    }

    private static ReadYaml Refused(string path, string code, int line, int column, string why) =>
        new(null, [new Diagnostic(Severity.Error, code, why, new SourcePlace(path, Math.Max(line, 1), Math.Max(column, 1)))]);
}
