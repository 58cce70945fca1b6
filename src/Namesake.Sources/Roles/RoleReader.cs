using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;
using Namesake.Policy.Parsing;
using Namesake.Sources.Files;

namespace Namesake.Sources.Roles;

/// <summary>The roles that inputs hold, and what is to be said of the inputs.</summary>
public sealed record ReadRoles(ImmutableArray<Role> Roles, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The names of the IAM users that the inputs list, by account.</summary>
    public ImmutableDictionary<AccountId, ImmutableArray<string>> People { get; init; } = ImmutableDictionary<AccountId, ImmutableArray<string>>.Empty;

    /// <summary>Whether the inputs are listings of roles, with all their pages, and all of them was read.</summary>
    public bool IsWholeListing { get; init; }

    /// <summary>The users and roles of authorization details with what their own policies let them do.</summary>
    public IdentityListing Identities { get; init; } = IdentityListing.None;

    /// <summary>The trails that record the events of living accounts, of each account that told them.</summary>
    public ImmutableDictionary<AccountId, ImmutableArray<TrailSettings>> Trails { get; init; } = ImmutableDictionary<AccountId, ImmutableArray<TrailSettings>>.Empty;

    /// <summary>Living accounts of which roles are missing; each has an error whose place is <see cref="PlaceOf"/>.</summary>
    public ImmutableArray<AccountId> UnreadAccounts { get; init; } = [];

    /// <summary>What stands for a file where an account as a whole is meant.</summary>
    public static string PlaceOf(AccountId account) => $"iam://{account}";

    /// <summary>Accounts that were asked for their trails and did not tell them, or not all of them.</summary>
    public ImmutableArray<AccountId> UnreadTrails { get; init; } = [];
}

/// <summary>Reads roles from files: authorization details, list-roles, get-role, bare trust policies, folders of them.</summary>
public static class RoleReader
{
    /// <summary>The largest file that is read, in bytes: the details of some ten thousand roles.</summary>
    public const int MaxBytes = 256 << 20;

    public static Task<ReadRoles> Read(IReadOnlyList<string> inputs, CancellationToken cancellation = default) => Read(inputs, keepTexts: false, cancellation);

    /// <param name="inputs">Files, folders, or <c>-</c>.</param>
    /// <param name="keepTexts">Whether roles are to keep the texts of their trust policies, and so the files in memory.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<ReadRoles> Read(IReadOnlyList<string> inputs, bool keepTexts, CancellationToken cancellation = default)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var roles = new List<Role>();
        var pages = new List<ListingPage>();
        var people = new List<Person>();
        var details = new AccountDetails();
        await foreach (var file in InputFiles.Find(inputs, diagnostics.Add, cancellation))
        {
            if (JsonFile.Load(file, MaxBytes, diagnostics.Add) is not { } source) continue;
            var scan = Scan(file, source, keepTexts, diagnostics.Add);
            roles.AddRange(scan.Found);
            pages.AddRange(scan.Pages);
            people.AddRange(scan.People);
            DetailsScan.Run(source, details);
        }
        var unfinished = ListingPage.Unfinished(pages).ToList();
        foreach (var account in unfinished)
            diagnostics.Add(new Diagnostic(
                Severity.Error, "listing-incomplete", $"the listing{(account is null ? "" : $" of account {account}")} says that more pages follow, but its last page is not among the inputs: roles are missing", null));
        var isWhole = unfinished.Count == 0 && !diagnostics.Any(d => d.Severity == Severity.Error);
        return new ReadRoles(Join(roles, diagnostics.Add), diagnostics.ToImmutable())
        {
            People = people.Distinct().GroupBy(p => p.Account).ToImmutableDictionary(g => g.Key, g => g.Select(p => p.Name).ToImmutableArray()),
            IsWholeListing = pages.Count > 0 && isWhole,
            Identities = details.Join(isWhole),
        };
    }

    private static RoleScan Scan(InputFile file, SourceText source, bool keepTexts, Action<Diagnostic> report)
    {
        var scan = new RoleScan(source, keepTexts);
        try
        {
            scan.Run();
            if (scan.Found.Length == 0 && scan.Pages.Length == 0)
                report(file.Fault(file.ForeignSeverity, "no-roles", "the file is JSON, but holds neither roles nor trust policies"));
        }
        catch (JsonException e)
        {
            report(JsonFile.Broken(file, source, e, "what came before is read"));
        }
        return scan;
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
}
