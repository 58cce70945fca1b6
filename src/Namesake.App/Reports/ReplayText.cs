using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.Audit.Replay;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>A replay for people: whom the policy would lock out, and what each has to change.</summary>
internal static class ReplayText
{
    /// <summary>So many of whom nothing can be said are shown.</summary>
    private const int MostUndecided = 20;

    public static void Write(Terminal terminal, AnsweredReplay answer)
    {
        var report = answer.Report;
        terminal.Out.MarkupLine(Terminal.Markup(
            $"{answer.Role}: {Counts.Of(report.Calls, "recorded call")} from {Times.Of(answer.Question.Since)} until {Times.Of(answer.Question.Until)}: {report.Allowed:N0} let in, {report.Refused.Sum(g => g.Calls):N0} refused, {report.Undecided.Sum(g => g.Calls):N0} cannot be said"));
        Write(terminal, "red", "would be refused", report.Refused, report.Refused.Length);
        Write(terminal, "yellow", "cannot be said", report.Undecided, MostUndecided);
        if (report.Undecided.Length > MostUndecided) terminal.Out.MarkupLine($"… and {report.Undecided.Length - MostUndecided:N0} more: --format json has all");
        terminal.Data.Flush();
        foreach (var gap in ReplayWords.Gaps(answer)) terminal.Say($"note: {gap}");
        if (report.Calls == 0) terminal.Say("note: the ledger knows no call that assumed this role in that time; calls that were refused then are not counted, since their events do not name the role");
    }

    private static void Write(Terminal terminal, string colour, string verdict, ImmutableArray<ReplayGroup> groups, int most)
    {
        foreach (var group in groups.Take(most))
        {
            var tree = new Tree($"[{colour}]{verdict}[/] {Terminal.Markup(Head(group))}");
            tree.AddNode(Terminal.Markup($"{Counts.Of(group.Calls, "call")}, last at {Times.Of(group.Last)} (event {group.LastEvent}), with {Tools.NameOf(group.Tool)}{(group.UserAgent is { } agent ? $": {agent}" : "")}"));
            tree.AddNode(Terminal.Markup($"session name {Names(group.SessionNames, group.SessionNameCount)}; source identity {(group.SourceIdentities.IsEmpty ? "none" : string.Join(", ", group.SourceIdentities))}"));
            if (!group.Unknown.IsEmpty) tree.AddNode(Terminal.Markup($"the log does not tell {string.Join(", ", group.Unknown)}"));
            foreach (var line in group.Advice) tree.AddNode(Terminal.Markup($"to do: {line}"));
            if (group.Change is { IsCertain: false }) tree.AddNode("whether that is enough cannot be said: the log does not tell all that the policy asks");
            terminal.Out.Write(tree);
        }
    }

    private static string Head(ReplayGroup group) =>
        group.Person is { } person && person.Label != group.Who && person.Arn != group.Who ? $"{group.Who} ({person.Label}, {EvidenceWords.NameOf(group.Evidence)})" : group.Who;

    private static string Names(ImmutableArray<string> shown, int count) => $"{string.Join(", ", shown)}{(count > shown.Length ? $", … ({count:N0})" : "")}";
}
