using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sources.Roles;
using Namesake.Sources.Tests.Files;

namespace Namesake.Sources.Tests.Roles;

/// <summary>Inputs that hold roles, and how they are read.</summary>
internal static class RoleSamples
{
    public const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}""";

    public static string TrustOf(string principal) => Trust.Replace("111122223333:root", principal, StringComparison.Ordinal);

    /// <param name="name">The role's name.</param>
    /// <param name="document">The document as it is to stand, an object or a string.</param>
    /// <param name="account">The role's account.</param>
    public static string Role(string name, string document = Trust, string account = "111122223333") =>
        $$"""{"Path":"/team/","RoleName":"{{name}}","RoleId":"AROAEXAMPLE","Arn":"arn:aws:iam::{{account}}:role/team/{{name}}","CreateDate":"2025-03-03T10:00:00Z","AssumeRolePolicyDocument":{{document}},"MaxSessionDuration":3600}""";

    public static string Text(string value) => JsonSerializer.Serialize(value);

    /// <summary>As IAM's own interface answers.</summary>
    public static string Encoded(string value) => Text(Uri.EscapeDataString(value));

    public static async Task<ReadRoles> Read(params (string Name, byte[] Bytes)[] files)
    {
        using var folder = new Folder();
        foreach (var (name, bytes) in files) folder.Write(name, bytes);
        var read = await RoleReader.Read([folder.Path], TestContext.Current.CancellationToken);
        return read with { Diagnostics = [.. read.Diagnostics.Select(d => d.Place is null ? d : d with { Place = d.Place with { File = Path.GetFileName(d.Place.File) } })] };
    }

    public static Task<ReadRoles> Read(params string[] files) => Read([.. files.Select((f, i) => ($"{i}.json", System.Text.Encoding.UTF8.GetBytes(f)))]);

    public static string[] Names(this ReadRoles read) => [.. read.Roles.Select(r => r.Name ?? "(none)")];

    public static string[] Said(this ReadRoles read) => [.. read.Diagnostics.Select(d => $"{d.Code}{(d.Place is { } p ? $" {p.Line}:{p.Column}" : "")}")];

    public static string[] SaidOf(Role role) => [.. role.TrustPolicy.Diagnostics.Select(d => d.Code)];
}
