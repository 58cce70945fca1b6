using Namesake.App.Commands;
using Namesake.Audit.Findings;
using Namesake.Audit.Fixes;
using Namesake.Prover.Questions;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>What came of a run of <c>fix</c> for people: each change as a diff, the verdict before and after, what to mind.</summary>
internal static class FixText
{
    private const int MostShown = 4;

    public static void Write(Terminal terminal, FixRun run)
    {
        foreach (var proposal in run.Proposals) Write(terminal, proposal);
        foreach (var none in run.Outcomes.OfType<NoFix>().Where(n => n.Code != "no-fix-needed").OrderBy(n => n.Standing))
            terminal.Out.MarkupLine($"[{AuditTable.Colour(none.Standing)}]{AuditJson.NameOf(none.Standing)}[/] {Terminal.Markup($"{none.Role.Label}: {none.Code}: {SentenceOf(none)}")}");
        terminal.Data.WriteLine(Summary(run));
        if (PremiseWords.Of(run.Premises) is { } premises) terminal.Data.WriteLine(Terminal.Clean(premises));
        terminal.Data.Flush();
        terminal.Say(run.Diagnostics);
    }

    /// <summary>Why nothing is proposed, and what to do instead.</summary>
    public static string SentenceOf(NoFix none) => none.Advice is { } advice ? $"{none.Reason}. Instead: {advice}" : none.Reason;

    private static void Write(Terminal terminal, Proposal proposal)
    {
        terminal.Out.MarkupLine($"[bold]{Terminal.Markup(proposal.Role.Label)}[/] {Terminal.Markup(proposal.Role.Label == $"{proposal.Role.Place}" ? "" : $"({proposal.Role.Place})")}".TrimEnd());
        WriteVerdict(terminal, "now", proposal.Proof.Old);
        WriteVerdict(terminal, "then", proposal.Proof.New);
        terminal.Out.WriteLine();
        foreach (var line in FixDiff.Of(proposal.OldText, proposal.NewText))
            terminal.Out.MarkupLine(line.Sign switch
            {
                '+' => $"[green]+ {Terminal.Markup(line.Text)}[/]",
                '-' => $"[red]- {Terminal.Markup(line.Text)}[/]",
                _ => $"[grey]{line.Sign}[/] {Terminal.Markup(line.Text)}".TrimEnd(),
            });
        terminal.Out.WriteLine();
        foreach (var passage in proposal.Proof.StillPass.DistinctBy(p => (p.Principal, p.Example.Caller.Kind)).Take(MostShown))
            terminal.Out.MarkupLine(Terminal.Markup($"still passes: {RequestWords.Of(passage.Example)}"));
        foreach (var note in proposal.Notes) terminal.Out.MarkupLine($"[yellow]mind[/]: {Terminal.Markup(note.Message)}");
        terminal.Out.WriteLine();
    }

    private static void WriteVerdict(Terminal terminal, string when, RoleAnswer answer)
    {
        var standing = Enum.Parse<Standing>(answer.Verdict.ToString());
        terminal.Out.MarkupLine($"{when}: [{AuditTable.Colour(standing)}]{AuditJson.NameOf(standing)}[/]: {Terminal.Markup(answer.Reason)}");
    }

    private static string Summary(FixRun run)
    {
        var proposed = run.Proposals.Count();
        var right = run.Outcomes.Count(o => o.Code == "no-fix-needed");
        var other = run.Outcomes.OfType<NoFix>().Where(n => n.Code != "no-fix-needed").GroupBy(n => n.Code, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}");
        return $"{Counts.Of(run.Outcomes.Length, "role")}: {string.Join(", ", other.Prepend($"{right} right already").Prepend($"{Counts.Of(proposed, "change")} proposed"))}";
    }
}
