using System.Diagnostics.CodeAnalysis;

namespace Namesake.Policy.Model;

/// <summary>An Amazon Resource Name: six parts between colons, of which the last may hold further colons.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html</remarks>
public sealed record Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    /// <summary>The type of the resource, before its first slash: <c>user</c>, <c>role</c>, <c>assumed-role</c>; all of it where there is none (<c>root</c>).</summary>
    public string ResourceType => Resource.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? Resource[..slash] : Resource;

    /// <summary>What follows the type and its slash, path included; empty for <c>root</c>.</summary>
    public string ResourceId => Resource.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? Resource[(slash + 1)..] : "";

    /// <summary>The name without its path: what follows the last slash.</summary>
    public string Name => Resource[(Resource.LastIndexOf('/') + 1)..];

    public static bool TryParse(string? text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = null;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal)) return false;
        var parts = text.Split(':', 6);
        if (parts.Length < 6 || parts[1].Length == 0 || parts[2].Length == 0 || parts[5].Length == 0) return false;
        arn = new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
        return true;
    }

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
