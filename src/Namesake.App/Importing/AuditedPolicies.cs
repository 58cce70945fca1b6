using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sessions.Events;
using Namesake.Sources.Roles;

namespace Namesake.App.Importing;

/// <summary>The trust policies of a listing of roles, as the ledger keeps them.</summary>
internal static class AuditedPolicies
{
    private const string Wanted = "give get-account-authorization-details or list-roles answers with all their pages";

    /// <summary>Why they cannot be recorded, in a sentence; null where they can.</summary>
    public static string? Fault(ReadRoles read)
    {
        if (read.Roles.FirstOrDefault(r => NameOf(r) is null) is { } bare)
            return $"--record keeps the policies of roles by their ARN, and {bare.Place} tells none: {Wanted}";
        if (!read.IsWholeListing) return $"--record takes whole listings of roles, and this is none or was not read whole: {Wanted}";
        if (read.Roles.FirstOrDefault(r => r.Text is { Utf8.Length: > PolicyParser.MaxBytes }) is { } large) return $"{large.Place}: this is too large to be a trust policy";
        var twice = read.Roles.GroupBy(r => r.Arn, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? null : $"--record cannot tell which of the trust policies of {twice.Key} is the one: give one listing";
    }

    /// <param name="read">Without a fault, and with the texts of its policies.</param>
    /// <param name="time">When the listing was made, in milliseconds since 1970.</param>
    public static IReadOnlyList<PolicyChange> Of(ReadRoles read, long time) =>
        [.. read.Roles.Select(r => NameOf(r) is var (account, name) ? PolicyChange.Seen(time, account, name, Compact(r.Text!)) : throw new InvalidOperationException("a role without an ARN"))];

    private static (string Account, string Name)? NameOf(Role role) =>
        Arn.TryParse(role.Arn, out var arn) && arn is { Service: "iam", ResourceType: "role" } && AccountId.TryParse(arn.Account, out var account)
            ? (account.Digits, arn.ResourceId[(arn.ResourceId.LastIndexOf('/') + 1)..]) : null;

    // However a tool lays it out, one policy is one text.
    private static string Compact(SourceText text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.Utf8);
            using var compact = new MemoryStream();
            using (var writer = new Utf8JsonWriter(compact, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) document.WriteTo(writer);
            return Encoding.UTF8.GetString(compact.GetBuffer(), 0, (int)compact.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return Encoding.UTF8.GetString(text.Utf8.Span);
        }
    }
}
