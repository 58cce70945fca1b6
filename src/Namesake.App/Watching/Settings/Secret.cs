namespace Namesake.App.Watching.Settings;

/// <summary>A text that must not be shown: whatever prints the object prints a placeholder.</summary>
internal sealed class Secret(string value)
{
    private const string Placeholder = "(secret)";

    /// <summary>The text itself, for the one place that needs it.</summary>
    public string Reveal() => value;

    /// <summary>A message of somebody else's, without the secret, whole or as a URL writes it.</summary>
    public string Redact(string message) => value.Length == 0 ? message : message
        .Replace(value, Placeholder, StringComparison.Ordinal)
        .Replace(Uri.EscapeDataString(value), Placeholder, StringComparison.Ordinal)
        .Replace(PathOf(), Placeholder, StringComparison.Ordinal);

    public override string ToString() => Placeholder;

    // What is secret of a URL is most often its path, and messages may show that alone.
    private string PathOf() => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.PathAndQuery.Length > 1 ? url.PathAndQuery : value;
}
