namespace Namesake.App.Watching.Settings;

/// <summary>Where a secret comes from: never from the settings themselves, which are kept in repositories and shown to others.</summary>
internal static class SecretSource
{
    /// <summary>The folder in which systemd hands over credentials.</summary>
    /// <remarks>https://systemd.io/CREDENTIALS/</remarks>
    private const string CredentialsVariable = "CREDENTIALS_DIRECTORY";

    private const int MaxBytes = 1 << 16;

    /// <param name="kind"><c>env</c>, <c>file</c> or <c>credential</c>.</param>
    /// <param name="name">Of the variable, the file or the credential.</param>
    /// <param name="folder">What a file's path is relative to.</param>
    /// <returns>The secret, or why there is none, as the end of a sentence.</returns>
    public static (Secret? Found, string Why) Read(string kind, string name, string folder) => kind switch
    {
        "env" => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? (new Secret(value), "") : (null, $"the environment variable {name} is not set"),
        "file" => OfFile(Path.Combine(folder, name)),
        _ => OfCredential(name),
    };

    private static (Secret? Found, string Why) OfCredential(string name)
    {
        if (Environment.GetEnvironmentVariable(CredentialsVariable) is not { Length: > 0 } folder) return (null, $"there are no credentials of systemd ({CredentialsVariable} is not set)");
        return Path.GetFileName(name) == name ? OfFile(Path.Combine(folder, name)) : (null, $"\"{name}\" is no name of a credential");
    }

    private static (Secret? Found, string Why) OfFile(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaxBytes) return (null, $"\"{path}\" is too large for a secret");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().TrimEnd('\r', '\n') is { Length: > 0 } value ? (new Secret(value), "") : (null, $"\"{path}\" is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"\"{path}\" cannot be read: it is not there, or you may not");
        }
    }
}
