using Namesake.Ledger.Asking;

namespace Namesake.App.Reports.Sheets;

/// <summary>A timeline as rows.</summary>
internal static class TimelineSheet
{
    private static readonly SheetColumn[] Columns =
    [
        ("time", "Time"), ("eventName", "Event"), ("eventSource", "Service"), ("account", "Account"), ("region", "Region"), ("sourceAddress", "From"), ("errorCode", "Error"), ("role", "Role"),
        ("sessionName", "Session"), ("person", "Person"), ("evidence", "Evidence"), ("invokedBy", "Driven by"), ("eventId", "Event id"),
    ];

    public static Sheet Of(IEnumerable<LedgerEvent> rows, string format) => new("events", Columns, rows.Select(r => (object?[])
    [
        Times.Of(r.Time), r.Name, r.Source, r.Account, r.Region, r.Address, r.Error, format == "table" ? r.Identity.RoleName : r.Identity.RoleArn,
        r.Identity.SessionName, OriginWords.Who(r.Person), EvidenceWords.NameOf(r.Evidence), r.Identity.InvokedBy, r.EventId,
    ]));
}
