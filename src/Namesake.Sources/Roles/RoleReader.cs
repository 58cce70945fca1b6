using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sources.Files;

namespace Namesake.Sources.Roles;

/// <summary>The roles that inputs hold, and what is to be said of the inputs.</summary>
public sealed record ReadRoles(ImmutableArray<Role> Roles, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads roles from files: authorization details, list-roles, get-role, bare trust policies, folders of them.</summary>
public static class RoleReader
{
    /// <summary>The largest file that is read, in bytes: the details of some ten thousand roles.</summary>
    public const int MaxBytes = 256 << 20;

    public static async Task<ReadRoles> Read(IReadOnlyList<string> inputs, CancellationToken cancellation = default)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var roles = new List<Role>();
        var pages = new List<ListingPage>();
        await foreach (var file in InputFiles.Find(inputs, diagnostics.Add, cancellation))
        {
            if (Load(file, diagnostics.Add) is not { } source) continue;
            var scan = Scan(file, source, diagnostics.Add);
            roles.AddRange(scan.Found);
            pages.AddRange(scan.Pages);
        }
        foreach (var account in ListingPage.Unfinished(pages))
            diagnostics.Add(new Diagnostic(
                Severity.Error, "listing-incomplete", $"the listing{(account is null ? "" : $" of account {account}")} says that more pages follow, but its last page is not among the inputs: roles are missing", null));
        return new ReadRoles(Join(roles, diagnostics.Add), diagnostics.ToImmutable());
    }

    private static RoleScan Scan(InputFile file, SourceText source, Action<Diagnostic> report)
    {
        var scan = new RoleScan(source);
        try
        {
            scan.Run();
            if (scan.Found.Length == 0 && scan.Pages.Length == 0)
                report(file.Fault(file.ForeignSeverity, "no-roles", "the file is JSON, but holds neither roles nor trust policies"));
        }
        catch (JsonException e)
        {
            var place = source.PlaceOf(OffsetOf(e, source.Utf8.Span));
            report(file.Fault(Severity.Error, "broken-json", $"not JSON from here on: what came before is read ({Short(e.Message)})", place.Line, place.Column));
        }
        return scan;
    }

    private static SourceText? Load(InputFile file, Action<Diagnostic> report)
    {
        try
        {
            using var stream = LogStream.Open(file.Open());
            using var bytes = new MemoryStream();
            var chunk = new byte[81_920];
            for (int read; (read = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false)) > 0;)
            {
                // A huge file of another kind is told by its beginning.
                if (bytes.Length == 0 && !MayBeJson(chunk.AsSpan(0, read)))
                {
                    report(file.Fault(file.ForeignSeverity, "not-json", "the file is not JSON"));
                    return null;
                }
                if (bytes.Length + read > MaxBytes) throw new InvalidDataException($"it has more than {MaxBytes >> 20} MiB");
                bytes.Write(chunk, 0, read);
            }
            ReadOnlyMemory<byte> text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
            if (!text.Span.TrimStart(" \t\r\n"u8).IsEmpty) return SourceText.OfFile(file.Name, text);
            report(file.Fault(Severity.Error, "empty-file", "the file is empty"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            report(file.Fault(Severity.Error, "unreadable-file", $"cannot be read: {e.Message}"));
        }
        return null;
    }

    private static bool MayBeJson(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith("\uFEFF"u8)) beginning = beginning[3..];
        return beginning.TrimStart(" \t\r\n"u8) is [] or [(byte)'{' or (byte)'[' or (byte)'"', ..];
    }

    /// <summary>One role once, however many pages or files hold it.</summary>
    private static ImmutableArray<Role> Join(List<Role> roles, Action<Diagnostic> report)
    {
        var joined = ImmutableArray.CreateBuilder<Role>();
        var known = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var role in roles)
        {
            if (role.Arn is { } arn)
            {
                if (!known.TryGetValue(arn, out var versions)) known[arn] = versions = new HashSet<string>(StringComparer.Ordinal);
                if (!versions.Add(Fingerprint(role.TrustPolicy))) continue;
                if (versions.Count > 1) report(new Diagnostic(Severity.Warning, "role-twice", $"{arn} stands in the inputs with different trust policies: each is audited", role.Place));
            }
            joined.Add(role);
        }
        return joined.ToImmutable();
    }

    // What was not understood is in no printed document, but it is a difference.
    private static string Fingerprint(ParsedPolicy policy) =>
        $"{(policy.Document is { } document ? PolicyPrinter.Print(document) : "")}{string.Concat(policy.Diagnostics.Select(d => $"{d.Code} {d.Message}"))}";

    private static int OffsetOf(JsonException e, ReadOnlySpan<byte> text)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0 && text[start..].IndexOf((byte)'\n') is >= 0 and var next; line--) start += next + 1;
        return (int)Math.Min(start + (e.BytePositionInLine ?? 0), text.Length);
    }

    private static string Short(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
