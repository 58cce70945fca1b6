using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Accounts;

/// <summary>An account of an organization.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="State">ACTIVE, SUSPENDED, PENDING_CLOSURE and others.</param>
internal sealed record MemberAccount(AccountId Id, string Name, string State)
{
    public bool IsActive => State == "ACTIVE";
}

/// <summary>Lists the accounts of the organization: allowed to its management account and to delegated administrators.</summary>
/// <remarks>https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html</remarks>
internal static class OrganizationAccounts
{
    public const string Permission = "organizations:ListAccounts";

    /// <returns>The accounts by id, and what ended the listing before its end.</returns>
    public static async Task<(ImmutableArray<MemberAccount> Accounts, AwsFault? Fault)> List(AwsApi organizations, CancellationToken cancellation)
    {
        var accounts = new Dictionary<string, MemberAccount>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var request = AwsRequest.Json("ListAccounts", next is null ? [] : new JsonObject { ["NextToken"] = next });
            var (answer, fault) = await organizations.Try(request, Permission, cancellation);
            if (answer is null) return (InOrder(accounts), fault);
            try
            {
                next = Take(answer.Json(), accounts);
            }
            catch (Exception e) when (e is AmazonClientException or InvalidOperationException or KeyNotFoundException)
            {
                return (InOrder(accounts), new AwsFault("aws-call", "the answer is none to ListAccounts: is there something else in the place of AWS?", true));
            }
        }
        while (next is not null && asked.Add(next));
        // Asked for again, it would never end; and what it leaves out would be taken for gone.
        return (InOrder(accounts), next is null ? null : new AwsFault("listing-incomplete", "ListAccounts says again and again that the same page follows", true));
    }

    private static string? Take(JsonElement page, Dictionary<string, MemberAccount> accounts)
    {
        foreach (var item in page.GetProperty("Accounts").EnumerateArray())
            // Status is the older name, which AWS takes away.
            if (AccountId.TryParse(TextOf(item, "Id"), out var id)) accounts[id.Digits] = new MemberAccount(id, TextOf(item, "Name") ?? "", TextOf(item, "State") ?? TextOf(item, "Status") ?? "ACTIVE");
        return TextOf(page, "NextToken");
    }

    private static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ImmutableArray<MemberAccount> InOrder(Dictionary<string, MemberAccount> accounts) => [.. accounts.Values.OrderBy(a => a.Id.Digits, StringComparer.Ordinal)];
}
