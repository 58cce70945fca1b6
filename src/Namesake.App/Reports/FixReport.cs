using Namesake.App.Commands;
using Namesake.Audit.Fixes;

namespace Namesake.App.Reports;

/// <summary>Writes what came of a run of <c>fix</c>.</summary>
internal static class FixReport
{
    /// <returns>Why the format cannot show it, in a sentence; null where it was shown.</returns>
    public static string? Write(Terminal terminal, FixRun run, string format)
    {
        if (format == "json") FixJson.Write(terminal.Data, run);
        else if (format == "text")
        {
            FixText.Write(terminal, run);
            foreach (var replay in run.Replays.Values.OrderBy(r => r.Role, StringComparer.Ordinal)) ReplayText.Write(terminal, replay);
        }
        else return WriteFragments(terminal, run, format);
        return null;
    }

    // What is for a tool goes to standard output alone; a person reads the rest beside it.
    private static string? WriteFragments(Terminal terminal, FixRun run, string format)
    {
        var proposals = run.Proposals.ToList();
        if (format == "policy" && proposals.Count > 1) return $"a policy is one document, and {Counts.Of(proposals.Count, "role")} have one proposed: choose with --role";
        foreach (var none in run.Outcomes.OfType<NoFix>().Where(n => n.Code != "no-fix-needed")) terminal.Say($"{none.Role.Label}: {none.Code}: {FixText.SentenceOf(none)}");
        var text = format switch
        {
            "policy" => string.Concat(proposals.Select(p => Terminal.IsPipe ? p.NewText : Terminal.CleanLines(p.NewText))),
            "cli" => string.Join(Environment.NewLine, proposals.Select(FixFragments.Command)),
            "cloudformation" => proposals.Count == 0 ? "" : FixFragments.CloudFormation(proposals),
            _ => string.Join(Environment.NewLine, proposals.Select(FixFragments.Terraform)),
        };
        if (text.Length > 0) terminal.Data.WriteLine(text);
        terminal.Data.Flush();
        foreach (var proposal in proposals)
            foreach (var note in proposal.Notes.Concat(FixFragments.Notes(proposal, format)))
                terminal.Say($"{proposal.Role.Label}: {note.Code}: {note.Message}");
        terminal.Say(run.Diagnostics);
        return null;
    }
}
