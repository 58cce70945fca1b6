using Namesake.Policy.Model;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.Declared;

/// <summary>An entry of a list: its fields by name, and what is wrong with them by place.</summary>
internal sealed class YamlEntry(string path, YamlMappingNode fields, Action<Diagnostic> tell)
{
    /// <returns>Null where the node has no fields; that is told.</returns>
    public static YamlEntry? Of(string path, YamlNode node, string code, string shape, Action<Diagnostic> tell)
    {
        if (node is YamlMappingNode fields) return new YamlEntry(path, fields, tell);
        tell(new Diagnostic(Severity.Error, code, $"it must be {shape}", PlaceOf(path, node)));
        return null;
    }

    public SourcePlace Place => PlaceOf(path, fields);

    public YamlNode? this[string name] => fields.Children.FirstOrDefault(f => f.Key is YamlScalarNode key && key.Value == name).Value;

    /// <summary>Refuses fields of other names than these: a misspelt one would be passed over.</summary>
    public void Know(string code, params ReadOnlySpan<string> names)
    {
        foreach (var (key, _) in fields.Children)
            if (key is not YamlScalarNode { Value: { } name } || !names.Contains(name))
                Refuse(code, key, $"\"{key as YamlScalarNode ?? (object)"a list"}\" is not known here: fields are {string.Join(", ", names)}");
    }

    /// <summary>The text of a field; null where there is none, which is told if the field must be there.</summary>
    public string? Text(string name, string code, string? needed)
    {
        if (this[name] is not { } node)
        {
            if (needed is not null) Refuse(code, fields, $"it has no \"{name}\": {needed}");
            return null;
        }
        if (node is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text)) return text.Trim();
        Refuse(code, node, $"\"{name}\" must be a text{(needed is null ? "" : $": {needed}")}");
        return null;
    }

    public void Refuse(string code, YamlNode? at, string why) => tell(new Diagnostic(Severity.Error, code, why, PlaceOf(path, at ?? fields)));

    public void Warn(string code, string what) => tell(new Diagnostic(Severity.Warning, code, what, Place));

    public static SourcePlace PlaceOf(string path, YamlNode node) => new(path, Math.Max((int)node.Start.Line, 1), Math.Max((int)node.Start.Column, 1));
}
