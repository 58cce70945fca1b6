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
        var (pages, truncated) = (0, 0);
        await foreach (var file in InputFiles.Find(inputs, diagnostics.Add, cancellation))
        {
            if (Load(file, diagnostics.Add) is not { } source) continue;
            var scan = Scan(file, source, diagnostics.Add);
            roles.AddRange(scan.Found);
            pages += scan.Pages.Pages;
            truncated += scan.Pages.Truncated;
        }
        // A listing of n pages says n-1 times that another follows.
        if (truncated > 0 && truncated >= pages)
            diagnostics.Add(new Diagnostic(Severity.Error, "listing-incomplete", "the listing says that more pages follow, but its last page is not among the inputs: roles are missing", null));
        return new ReadRoles(Join(roles, diagnostics.Add), diagnostics.ToImmutable());
    }

    private static RoleScan Scan(InputFile file, SourceText source, Action<Diagnostic> report)
    {
        var scan = new RoleScan(source);
        try
        {
            scan.Run();
            if (scan.Found.Length == 0 && scan.Pages.Pages == 0)
                report(file.Fault(file.ForeignSeverity, "no-roles", "the file is JSON, but holds neither roles nor trust policies"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var line = e is JsonException { LineNumber: { } at } ? (int)at + 1 : 1;
            var column = e is JsonException { BytePositionInLine: { } offset } ? (int)offset + 1 : 1;
            report(file.Fault(Severity.Error, "broken-json", $"not JSON from here on: what came before is read ({Short(e.Message)})", line, column));
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
            for (int read; (read = stream.Read(chunk)) > 0;)
            {
                if (bytes.Length + read > MaxBytes) throw new InvalidDataException($"it has more than {MaxBytes >> 20} MiB");
                bytes.Write(chunk, 0, read);
            }
            ReadOnlyMemory<byte> text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
            var start = text.Span.TrimStart(" \t\r\n"u8);
            if (start.Length == 0) report(file.Fault(Severity.Error, "empty-file", "the file is empty"));
            else if (start[0] is (byte)'{' or (byte)'[' or (byte)'"') return SourceText.OfFile(file.Name, text);
            else report(file.Fault(file.ForeignSeverity, "not-json", "the file is not JSON"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            report(file.Fault(Severity.Error, "unreadable-file", $"cannot be read: {e.Message}"));
        }
        return null;
    }

    /// <summary>One role once, however many pages or files hold it.</summary>
    private static ImmutableArray<Role> Join(List<Role> roles, Action<Diagnostic> report)
    {
        var joined = ImmutableArray.CreateBuilder<Role>();
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in roles)
        {
            var text = role.TrustPolicy.Document is { } document ? PolicyPrinter.Print(document) : "";
            if (role.Arn is { } arn && !known.TryAdd(arn, text))
            {
                if (known[arn] == text) continue;
                report(new Diagnostic(Severity.Warning, "role-twice", $"{arn} stands in the inputs with two different trust policies: both are audited", role.Place));
            }
            joined.Add(role);
        }
        return joined.ToImmutable();
    }

    private static string Short(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
