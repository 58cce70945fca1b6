using Namesake.Ledger.Asking;

namespace Namesake.App.Reports.Sheets;

/// <summary>Sessions without issuing event as rows, by the hour of their issue.</summary>
internal static class GapSheet
{
    private static readonly SheetColumn[] Columns =
    [
        ("account", "Account"), ("region", "Region"), ("from", "Issued from"), ("until", "Until"), ("sessions", "Sessions"), ("state", "Logs"), ("code", "Why"), ("where", "In"),
    ];

    public static Sheet Of(IReadOnlyList<GapRow> rows) => new("gaps", Columns, rows.Select(r => (object?[])
    [
        r.Account, r.Region, Times.Of(r.From), Times.Of(r.Until), r.Sessions, FootingWords.NameOf(r.State), r.Code, r.Where,
    ]));
}
