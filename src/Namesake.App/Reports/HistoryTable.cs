using Namesake.App.Commands;
using Namesake.Audit.History;
using Namesake.Sessions.Events;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>The versions of a role's trust policy for people, the latest last.</summary>
internal static class HistoryTable
{
    public static void Write(Terminal terminal, RoleHistory history)
    {
        var table = new Table { Border = Terminal.IsPipe ? TableBorder.None : TableBorder.Rounded, ShowRowSeparators = false };
        foreach (var title in (string[])["Since", "Until", "Verdict", "Why", "Changed by", "Evidence", "By"]) table.AddColumn(new TableColumn(title) { NoWrap = Terminal.IsPipe });
        foreach (var (version, change) in history.Versions)
            table.AddRow(
                Terminal.Markup(Since(version)),
                Terminal.Markup(Until(version)),
                Verdict(version),
                Terminal.Markup(HistoryWords.Reason(version)),
                Terminal.Markup(change is null ? HistoryWords.Unattributed(version) : AnswerWords.Who(change.Answer)),
                change is null ? "" : EvidenceWords.NameOf(change.Answer.Evidence),
                Terminal.Markup(version.IsWritten ? $"{version.Begin.EventName}, event {version.Begin.Id}" : "a look"));
        terminal.Out.Write(table);
        terminal.Data.WriteLine($"{Counts.Of(history.Versions.Count, "version")} of the trust policy of {Terminal.Clean(history.Name)} in {Terminal.Clean(history.Account)}");
        terminal.Data.Flush();
    }

    private static string Since(PolicyVersion version) => $"{Times.Of(version.Begin.Time)}{(version.IsWritten ? "" : " or before")}";

    private static string Until(PolicyVersion version) => version switch
    {
        { Until: { } until } => Times.Of(until),
        { IsDeletion: true } => "",
        _ => $"(last seen {Times.Of(version.LastSeen)})",
    };

    private static string Verdict(PolicyVersion version) => version.Finding is { } finding
        ? $"[{AuditTable.Colour(finding.Standing)}]{AuditJson.NameOf(finding.Standing)}[/]"
        : version.IsDeletion ? "[grey]deleted[/]" : "[yellow]unknown[/]";
}

/// <summary>What the tables and the JSON of a history both say.</summary>
internal static class HistoryWords
{
    public static string Reason(PolicyVersion version) => version switch
    {
        { Finding: { } finding } => finding.Reason,
        { IsDeletion: true } => "the role was deleted",
        _ => "the log does not show the document",
    };

    /// <summary>Why nobody can be named as the one who changed it.</summary>
    public static string Unattributed(PolicyVersion version) =>
        version.Begin.EventName == PolicyChange.Snapshot ? "the change is not in the ledger" : "the event is not in the ledger any more";
}
