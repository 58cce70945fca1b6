using Namesake.Sessions.Integrity;
using Namesake.Sources.Integrity;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>A verification for people: what is proved, what is not and why, then each fault.</summary>
internal static class VerificationTable
{
    /// <summary>Pieces of time that are shown of a trail; the JSON has them all.</summary>
    private const int MaxShown = 5;

    public static void Write(Terminal terminal, Verification verification)
    {
        var table = new Table { Border = Terminal.IsPipe ? TableBorder.None : TableBorder.Rounded, ShowRowSeparators = false };
        foreach (var title in (string[])["Account", "Region", "Trail", "Proved", "Not proved", "Digests", "Log files"]) table.AddColumn(new TableColumn(title) { NoWrap = Terminal.IsPipe });
        foreach (var trail in verification.Trails)
            table.AddRow(
                Terminal.Markup(trail.Coverage.Account),
                Terminal.Markup(trail.Coverage.Region),
                Terminal.Markup(Name(trail.Coverage.Trail)),
                Terminal.Markup(Time(trail.Coverage.TimeIn(CoverageState.Proved))),
                NotProved(trail.Coverage),
                Terminal.Markup(Ratio(trail.Digests.Proved, trail.Digests.Read, "signed")),
                Terminal.Markup(Ratio(trail.Logs.Intact, trail.Logs.Listed, "intact")));
        if (verification.Trails.Length > 0) terminal.Out.Write(table);
        foreach (var fault in verification.Faults) terminal.Data.WriteLine(Terminal.Clean($"{fault.Place?.File ?? "(input)"}: {fault.Code}: {fault.Message}"));
        terminal.Data.WriteLine(Summary(verification));
        terminal.Data.Flush();
        terminal.Say(verification.Diagnostics);
    }

    /// <summary>Milliseconds in hours, cut off rather than rounded up: what is not whole is not promised.</summary>
    public static decimal Hours(long time) => Math.Floor(time / 36_000m) / 100;

    private static string Summary(Verification verification)
    {
        var proved = Time(verification.Trails.Sum(t => t.Coverage.TimeIn(CoverageState.Proved)));
        return !verification.Faults.IsEmpty ? $"NOT INTACT: {Counts.Of(verification.Faults.Length, "fault")}; {proved} proved complete and unchanged"
            : verification.IsProved ? $"All proved: {proved} complete and unchanged"
            : $"Not all decided: {proved} proved complete and unchanged, no fault found";
    }

    private static string Name(TrailPlace place) =>
        place.Name is null ? "(no digests)" : $"{place.Name}{(place.Bucket is null ? "" : $" in s3://{place.Bucket}/{place.Prefix}")}{(place.Organization is null ? "" : $" of {place.Organization}")}";

    private static string NotProved(TrailCoverage coverage)
    {
        var spans = coverage.Spans.Where(s => s.State != CoverageState.Proved).ToList();
        var lines = spans.Take(MaxShown).Select(s =>
            $"[{(s.State == CoverageState.Broken ? "red" : "yellow")}]{Terminal.Markup($"{Times.Of(s.From)} until {Times.Of(s.Until)}: {s.Code}")}[/]");
        return string.Join(Terminal.IsPipe ? "; " : "\n", spans.Count > MaxShown ? lines.Append($"and {spans.Count - MaxShown} more") : lines);
    }

    private static string Time(long time) => $"{Hours(time):0.##} h";

    private static string Ratio(int good, int all, string what) => $"{good:N0} of {all:N0} {what}";
}
