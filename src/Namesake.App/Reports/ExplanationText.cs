using Namesake.App.Explanations;
using Namesake.Audit.Findings;
using Namesake.Prover.Replay;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>An explanation for people: the policy's lines, and markers under them as a compiler has.</summary>
internal static class ExplanationText
{
    private const int Narrowest = 30;

    public static void Write(Terminal terminal, Explanation explanation)
    {
        var finding = explanation.Shown;
        var colour = AuditTable.Colour(finding.Standing);
        terminal.Out.MarkupLine($"[{colour}]{AuditJson.NameOf(finding.Standing)}[/]: {Terminal.Markup(finding.Role.Name is { } name ? $"{name}: {finding.Reason}" : finding.Reason)}");
        if (finding.Advice is { } advice) terminal.Out.MarkupLine(Terminal.Markup($"What to do: {advice}"));
        if (PremiseWords.Of(explanation.Report.Premises) is { } premises) terminal.Out.MarkupLine(Terminal.Markup(premises));
        terminal.Out.WriteLine();
        WriteListing(terminal, explanation, colour);
        foreach (var annotation in explanation.Elsewhere)
            terminal.Out.MarkupLine(Terminal.Markup($"{annotation.Place}: {string.Join("; ", annotation.Texts)}"));
        if (finding.Answer?.Witness is { } witness) Write(terminal, witness);
    }

    private static void WriteListing(Terminal terminal, Explanation explanation, string colour)
    {
        if (explanation.Listing.Lines is not [.., var last] lines) return;
        terminal.Out.MarkupLine(Terminal.Markup($"{explanation.Finding.Role.Place}{(explanation.Listing.AsInFile ? "" : ", laid out anew")}"));
        var width = $"{last.Number}".Length;
        var blank = new string(' ', width);
        foreach (var line in lines)
        {
            terminal.Out.MarkupLine($"[grey]{$"{line.Number}".PadLeft(width)} |[/] {Terminal.Markup(Expanded(line.Text))}".TrimEnd());
            foreach (var (annotation, at) in explanation.On(line))
            {
                var indent = new string(' ', Expanded(line.Text[..at]).Length);
                var marker = new string('^', Marker.LengthOf(line.Text, at));
                var under = new string(' ', marker.Length);
                var room = Math.Max(Narrowest, terminal.Out.Profile.Width - width - indent.Length - marker.Length - 4);
                foreach (var (text, number) in annotation.Texts.SelectMany(t => Wrapped.Of(Terminal.Clean(t), room)).Select((t, i) => (t, i)))
                    terminal.Out.MarkupLine($"[grey]{blank} |[/] {indent}[{ColourOf(annotation.Remark, colour)}]{(number == 0 ? marker : under)} {Terminal.Markup(text)}[/]");
            }
        }
        terminal.Out.WriteLine();
    }

    private static void Write(Terminal terminal, Witness witness)
    {
        terminal.Out.MarkupLine("Both requests are admitted:");
        terminal.Out.MarkupLine(Terminal.Markup($"  {RequestWords.Of(witness.First)}"));
        terminal.Out.MarkupLine(Terminal.Markup($"  {RequestWords.Of(witness.Second)}"));
    }

    private static string ColourOf(Remark remark, string colour) => remark switch
    {
        Remark.Decisive => colour,
        Remark.Diagnostic => "yellow",
        _ => "cyan",
    };

    private static string Expanded(string text) => text.Replace("\t", "    ", StringComparison.Ordinal);
}
