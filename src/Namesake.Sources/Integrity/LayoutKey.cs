namespace Namesake.Sources.Integrity;

/// <summary>
/// A key in CloudTrail's layout: <c>HEAD AWSLogs/[ORGANIZATION/]ACCOUNT/SERVICE/REGION/YEAR/MONTH/DAY/FILE</c>
/// (user guide, "Finding your CloudTrail log files" and "CloudTrail digest file structure").
/// </summary>
/// <param name="Head">What stands before <c>AWSLogs/</c>: the trail's prefix, or folders that the copy is in.</param>
/// <param name="Organization">The organization's id, of an organization's trail.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Service">The folder: <c>CloudTrail</c>, <c>CloudTrail-Digest</c>, …</param>
/// <param name="Region">The Region whose logs these are.</param>
/// <param name="File">The last part.</param>
internal sealed record LayoutKey(string Head, string? Organization, string Account, string Service, string Region, string File)
{
    public const string Logs = "CloudTrail";
    public const string Digests = "CloudTrail-Digest";

    private const string Anchor = "AWSLogs/";

    /// <summary>How long the part before the last <c>AWSLogs/</c> is; null where there is none.</summary>
    public static int? HeadLength(string key)
    {
        for (var at = key.LastIndexOf(Anchor, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : key.LastIndexOf(Anchor, at - 1, StringComparison.Ordinal))
            if (at == 0 || key[at - 1] == '/') return at;
        return null;
    }

    /// <returns>Null where the key is of another form.</returns>
    public static LayoutKey? Parse(string key)
    {
        if (HeadLength(key) is not { } head) return null;
        var parts = key[(head + Anchor.Length)..].Split('/');
        var organization = parts is [['o', '-', ..], ..] ? parts[0] : null;
        return parts[(organization is null ? 0 : 1)..] is [{ Length: 12 } account, var service, { Length: > 0 } region, { Length: 4 }, { Length: 2 }, { Length: 2 }, { Length: > 0 } file]
            && !account.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? new LayoutKey(key[..head], organization, account, service, region, file)
            : null;
    }

    /// <summary>Whether the key is below an account, in the folder of something that is not CloudTrail's events or digests.</summary>
    public static bool IsOfAnotherService(string key)
    {
        if (HeadLength(key) is not { } head) return false;
        var parts = key[(head + Anchor.Length)..].Split('/');
        var rest = parts[(parts is [['o', '-', ..], ..] ? 1 : 0)..];
        return rest is [{ Length: 12 }, not (Logs or Digests), _, ..];
    }
}
