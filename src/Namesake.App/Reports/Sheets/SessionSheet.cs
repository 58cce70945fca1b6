using Namesake.Ledger.Asking;

namespace Namesake.App.Reports.Sheets;

/// <summary>Sessions as rows.</summary>
internal static class SessionSheet
{
    public static Sheet Of(IReadOnlyList<SessionRow> rows, string format) => format == "table" ? Short(rows) : Full(rows);

    private static Sheet Short(IReadOnlyList<SessionRow> rows) => new(
        "sessions",
        [
            ("first", "First"), ("last", "Last"), ("person", "Person"), ("evidence", "Evidence"), ("kind", "Kind"), ("role", "Role"), ("sessionName", "Session"), ("account", "Account"),
            ("events", "Events"), ("addresses", "From"), ("sourceIdentity", "Source identity"), ("contradiction", "Contradiction"), ("workload", "Workload"),
        ],
        rows.Select(r => (object?[])
        [
            Times.Of(r.First), Times.Of(r.Last), OriginWords.Who(r.Person), EvidenceWords.NameOf(r.Evidence), OriginWords.NameOf(r.Kind), r.Role?[(r.Role.LastIndexOf('/') + 1)..], r.SessionName, r.Account,
            r.Events, OriginWords.Text(r.Addresses), r.SourceIdentity, r.Contradiction, r.Workload is { } w ? $"{w.Kind} {w.Id}" : null,
        ]));

    private static Sheet Full(IReadOnlyList<SessionRow> rows) => new(
        "sessions",
        [
            ("role", ""), ("account", ""), ("sessionName", ""), ("accessKeyId", ""), ("person", ""), ("personType", ""), ("personArn", ""), ("personAccount", ""), ("evidence", ""), ("kind", ""),
            ("first", ""), ("last", ""), ("events", ""), ("addresses", ""), ("addressCount", ""), ("sourceIdentity", ""), ("contradiction", ""), ("varies", ""), ("workloadKind", ""), ("workload", ""), ("workloadArn", ""),
        ],
        rows.Select(r => (object?[])
        [
            r.Role, r.Account, r.SessionName, r.AccessKey, OriginWords.Who(r.Person), r.Person?.Type, r.Person?.Arn, r.Person?.Account, EvidenceWords.NameOf(r.Evidence), OriginWords.NameOf(r.Kind),
            Times.Of(r.First), Times.Of(r.Last), r.Events, r.Addresses.Shown, r.Addresses.Count, r.SourceIdentity, r.Contradiction, r.Varies, r.Workload?.Kind, r.Workload?.Id, r.Workload?.Arn,
        ]));
}
