using Namesake.Ledger.Asking;
using Namesake.Sessions.Attributions;

namespace Namesake.App.Reports.Sheets;

/// <summary>People as rows.</summary>
internal static class PeopleSheet
{
    private static readonly SheetColumn[] Columns =
    [
        ("person", "Person"), ("types", "Kind of identity"), ("accounts", "Accounts"), ("identities", "Identities"), ("roles", "Roles"), ("sessions", "Sessions"), ("kinds", "Kinds"), ("events", "Events"),
        ("first", "First"), ("last", "Last"), ("addresses", "From"), ("addressCount", "Addresses"), ("strongest", "Strongest"), ("weakest", "Weakest"), ("contradictions", "Contradictions"),
    ];

    public static Sheet Of(IReadOnlyList<PersonRow> rows, string format) => new("people", Columns, rows.Select(r => (object?[])
    [
        r.Person, Distinct(r.Origins.Select(o => o.Type)), Distinct(r.Origins.Select(o => o.Account)), r.Origins.Select(IdentityOf).ToList(),
        format == "table" ? RoleNames(r) : r.Roles, r.Sessions, r.Kinds.Select(OriginWords.NameOf).ToList(), r.Events, Times.Of(r.First), Times.Of(r.Last),
        r.Addresses.Shown, r.Addresses.Count, EvidenceWords.NameOf(r.Strongest), EvidenceWords.NameOf(r.Weakest), r.Contradictions,
    ]));

    /// <summary>What tells an identity from others, as a file of aliases has it.</summary>
    private static string IdentityOf(Origin origin) => origin switch
    {
        { Type: "IdentityCenterUser", PrincipalId: { } id } => id,
        { Type: not "IdentityCenterUser", Arn: { } arn } => arn,
        { UserName: { } name, Account: { } account } => $"{name}@{account}",
        _ => origin.PrincipalId ?? origin.Label,
    };

    private static string RoleNames(PersonRow row) => string.Join(' ', Distinct(row.Roles.Select(r => r[(r.LastIndexOf('/') + 1)..])));

    private static List<string> Distinct(IEnumerable<string?> texts) => [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
