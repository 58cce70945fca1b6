using Namesake.Ledger.Asking;
using Namesake.Policy.Model;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.Declared;

/// <summary>Reads the entries of a file of aliases, and says what is wrong with which.</summary>
internal sealed class AliasPeople(string path)
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);

    public List<DeclaredPerson> Found { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public void Add(YamlNode entry)
    {
        if (entry is not YamlMappingNode fields)
        {
            Refuse(entry, "an entry must be {person: NAME, identities: [IDENTITY, ...]}");
            return;
        }
        foreach (var (key, _) in fields.Children)
            if (key is not YamlScalarNode { Value: "person" or "identities" })
                Refuse(key, $"\"{key}\" is not known here: an entry has \"person\" and \"identities\"");
        if (Value(fields, "person") is not YamlScalarNode { Value: { Length: > 0 } person }) Refuse(entry, "the entry has no \"person\", which is the name to show");
        else if (Value(fields, "identities") is not YamlSequenceNode { Children.Count: > 0 } identities) Refuse(entry, $"{person} has no \"identities\", a list of ARNs, NAME@ACCOUNT or ids");
        else Found.Add(new DeclaredPerson(person, [.. identities.Children.Select(i => Identity(person, i)).OfType<string>()]));
    }

    private string? Identity(string person, YamlNode node)
    {
        if (node is not YamlScalarNode { Value: { Length: > 0 } identity }) Refuse(node, "an identity must be a text");
        else if (_owners.TryGetValue(identity, out var owner) && !string.Equals(owner, person, StringComparison.OrdinalIgnoreCase)) Refuse(node, $"\"{identity}\" is {owner}'s already: one identity is one person's");
        else
        {
            _owners[identity] = person;
            return identity;
        }
        return null;
    }

    private static YamlNode? Value(YamlMappingNode fields, string name) =>
        fields.Children.FirstOrDefault(f => f.Key is YamlScalarNode key && key.Value == name).Value;

    private void Refuse(YamlNode at, string why) => Diagnostics.Add(new Diagnostic(Severity.Error, "bad-aliases", why, new SourcePlace(path, (int)at.Start.Line, (int)at.Start.Column)));
}
