using Namesake.Ledger.Asking;
using Namesake.Sessions.Events;

namespace Namesake.App.Reports.Sheets;

/// <summary>Issued credentials as rows.</summary>
internal static class CredentialSheet
{
    private static readonly SheetColumn[] Columns =
    [
        ("time", "Issued"), ("accessKeyId", "Key"), ("role", "Role"), ("sessionName", "Session"), ("askedBy", "Asked for by"), ("person", "Person"), ("evidence", "Evidence"), ("sourceAddress", "From"),
        ("events", "Events"), ("first", "First"), ("last", "Last"), ("issuingEvent", "By"), ("issuingEventId", "Event id"),
    ];

    public static Sheet Of(IReadOnlyList<CredentialRow> rows) => new("credentials", Columns, rows.Select(r => (object?[])
    [
        Times.Of(r.Issued.Time), r.Issued.AccessKeyId, r.Issued.RoleArn, r.Issued.SessionName, Caller(r.Issued.Caller), OriginWords.Who(r.Person), EvidenceWords.NameOf(r.Evidence), r.Issued.SourceAddress,
        r.Events, Time(r.First), Time(r.Last), r.Issued.EventName, r.Issued.Id.ToString(),
    ]));

    private static string? Time(long? time) => time is { } at ? Times.Of(at) : null;

    private static string? Caller(UserIdentity caller) => caller.Type == "AWSService" ? caller.InvokedBy : caller.Arn ?? caller.UserName ?? caller.PrincipalId;
}
