using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Audit.Today;
using Namesake.Policy.Model;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>The audit for people: the worst first, each role with why and what to do.</summary>
internal static class AuditTable
{
    private const string VerdictTitle = "Verdict";

    public static void Write(Terminal terminal, AuditReport report, Func<Role, TodayAnswer?> today)
    {
        // Only the words are kept: the answers of an organization are many times as large.
        var answers = report.Findings.Select(f => Today(today(f.Role))).ToList();
        var listsIdentities = answers.Exists(a => a is not null);
        var severalAccounts = report.Findings.Select(f => AccountOf(f)).Distinct(StringComparer.Ordinal).Count() > 1;
        string[] titles = ["Role", .. severalAccounts ? (string[])["Account"] : [], VerdictTitle, "Why", "Where", "What to do", .. listsIdentities ? (string[])["Today"] : []];
        var severalFiles = report.Findings.Select(f => f.Place?.File).OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1;
        var rows = report.Findings.Zip(answers).OrderBy(f => Rank(f.First.Standing)).Select(f => (f.First.Standing, Cells(f.First, f.Second, severalFiles, severalAccounts, listsIdentities))).ToList();
        if (rows.Count > 0) Write(terminal, titles, rows);
        terminal.Data.WriteLine(Summary(report));
        if (PremiseWords.Of(report.Premises) is { } premises) terminal.Data.WriteLine(Terminal.Clean(premises));
        terminal.Data.Flush();
        terminal.Say(report.Diagnostics);
    }

    private static string[] Cells(RoleFinding finding, string? today, bool severalFiles, bool severalAccounts, bool listsIdentities) =>
    [
        Terminal.Clean(finding.Role.Label), .. severalAccounts ? (string[])[Terminal.Clean(AccountOf(finding))] : [], AuditJson.NameOf(finding.Standing), Terminal.Clean(finding.Reason), Terminal.Clean(Where(finding, severalFiles)), Terminal.Clean(finding.Advice),
        .. listsIdentities ? (string[])[Terminal.Clean(today)] : [],
    ];

    private static void Write(Terminal terminal, string[] titles, List<(Standing Standing, string[] Cells)> rows)
    {
        if (Terminal.IsPipe)
        {
            PipeTable.Write(terminal.Data, titles, [.. rows.Select(r => r.Cells)]);
            return;
        }
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = false };
        foreach (var title in titles) table.AddColumn(new TableColumn(title));
        var verdict = Array.IndexOf(titles, VerdictTitle);
        foreach (var (standing, cells) in rows) table.AddRow([.. cells.Select((c, i) => i == verdict ? $"[{Colour(standing)}]{c}[/]" : c.EscapeMarkup())]);
        terminal.Out.Write(table);
    }

    private static string? AccountOf(RoleFinding finding) => Subjects.Of(finding.Role).Account;

    /// <summary>How many existing users and roles can assume the role, and whether they can share a name.</summary>
    private static string? Today(TodayAnswer? answer) => answer switch
    {
        null => null,
        { Callers.IsEmpty: true } => answer.Outside.IsEmpty ? "nobody" : "nobody of those listed",
        _ => $"{Counts.Of(answer.Callers.Length, "caller")}: {answer.Verdict.ToString().ToLowerInvariant()}{(answer.IsComplete ? "" : ", incomplete")}",
    };

    private static string Where(RoleFinding finding, bool severalFiles) => finding switch
    {
        { Standing: not (Standing.Forgeable or Standing.Closed or Standing.Unknown) } or { Place: null } => "",
        { Place: var place } => severalFiles ? place.ToString() : $"{place.Line}:{place.Column}",
    };

    private static string Summary(AuditReport report)
    {
        var counts = Enum.GetValues<Standing>().Where(s => report.CountOf(s) > 0).OrderBy(Rank).Select(s => $"{report.CountOf(s)} {AuditJson.NameOf(s)}");
        return report.Findings.Length == 0 ? "No roles found." : $"{Counts.Of(report.Findings.Length, "role")}: {string.Join(", ", counts)}";
    }

    private static int Rank(Standing standing) => standing switch
    {
        Standing.Forgeable => 0,
        Standing.Unknown => 1,
        Standing.Closed => 2,
        Standing.Federated => 3,
        Standing.Workload => 4,
        Standing.Attributable => 5,
        _ => 6,
    };

    public static string Colour(Standing standing) => standing switch
    {
        Standing.Forgeable => "red",
        Standing.Unknown or Standing.Closed => "yellow",
        Standing.Attributable => "green",
        Standing.Federated => "cyan",
        _ => "grey",
    };
}
