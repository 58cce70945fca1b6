using System.Collections.Immutable;
using Namesake.Policy.Model;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.Watching.Settings;

/// <summary>The fields of one mapping in a file of settings. What is wrong is told with its line; what nobody asked for is wrong.</summary>
internal sealed class YamlFields
{
    private readonly YamlMappingNode _node;
    private readonly YamlReport _report;
    private readonly string _what;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <param name="node">The mapping.</param>
    /// <param name="what">What it is, for messages: <c>a channel</c>.</param>
    /// <param name="report">Told what is wrong.</param>
    public YamlFields(YamlMappingNode node, string what, YamlReport report) => (_node, _what, _report) = (node, what, report);

    public YamlNode Node => _node;

    public YamlReport Report => _report;

    /// <returns>Null where it is not there.</returns>
    public YamlNode? Find(string name)
    {
        _asked.Add(name);
        return _node.Children.FirstOrDefault(f => f.Key is YamlScalarNode key && key.Value == name).Value;
    }

    /// <summary>A text; null where it is not there, or is none, which is told.</summary>
    public string? Text(string name) => Find(name) is { } node ? TextOf(node, name) : null;

    /// <summary>A text that must be there.</summary>
    public string Needed(string name)
    {
        if (Find(name) is { } node) return TextOf(node, name) ?? "";
        _report.Refuse(_node, $"{_what} needs \"{name}\"");
        return "";
    }

    /// <summary>One text, or a list of them.</summary>
    public ImmutableArray<string> Texts(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(c => TextOf(c, name)).OfType<string>()],
        var node => TextOf(node, name) is { } text ? [text] : [],
    };

    /// <summary>The mapping of a name; null where it is not there, or is none, which is told.</summary>
    public YamlFields? Fields(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is YamlMappingNode mapping) return new YamlFields(mapping, $"\"{name}\"", _report);
        _report.Refuse(node, $"\"{name}\" must have fields of its own");
        return null;
    }

    /// <summary>A secret, by where it is to be had; null where it is not there, or cannot be had, which is told.</summary>
    public Secret? Secret(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is not YamlMappingNode { Children.Count: 1 } mapping || mapping.Children[0] is not (YamlScalarNode { Value: "env" or "file" or "credential" } kind, YamlScalarNode { Value: { Length: > 0 } of }))
        {
            // Not what stands there: it may be the secret.
            _report.Refuse(node, $"\"{name}\" is a secret, and must not stand here: write {{env: VARIABLE}}, {{file: PATH}} or {{credential: NAME}}");
            return null;
        }
        var (found, why) = SecretSource.Read(kind.Value!, of, _report.Folder);
        if (found is null) _report.Refuse(node, $"\"{name}\" cannot be had: {why}");
        return found;
    }

    /// <summary>Tells what nobody asked for: a field that is misspelt does nothing, and nobody would know.</summary>
    public void End()
    {
        foreach (var (key, _) in _node.Children)
            if (key is not YamlScalarNode { Value: { } name } || !_asked.Contains(name))
                _report.Refuse(key, $"\"{key}\" is not known here: {_what} has {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
    }

    private string? TextOf(YamlNode node, string name)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        _report.Refuse(node, $"\"{name}\" must be a text");
        return null;
    }
}

/// <summary>What is wrong with a file of settings.</summary>
/// <param name="path">The file.</param>
internal sealed class YamlReport(string path)
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>What paths in it are relative to.</summary>
    public string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";

    public ImmutableArray<Diagnostic> Found => [.. _found.OrderBy(d => d.Place!.Line).ThenBy(d => d.Place!.Column)];

    public void Refuse(YamlNode at, string why) => Refuse((int)at.Start.Line, (int)at.Start.Column, why);

    public void Refuse(int line, int column, string why) => _found.Add(new Diagnostic(Severity.Error, "bad-settings", why, new SourcePlace(path, line, column)));
}
