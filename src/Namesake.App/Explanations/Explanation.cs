using System.Collections.Immutable;
using Namesake.Audit;
using Namesake.Audit.Findings;
using Namesake.Policy.Model;

namespace Namesake.App.Explanations;

/// <summary>A role's verdict, told along the lines of its trust policy.</summary>
/// <param name="Report">The audit of this one role, with the places of its file.</param>
/// <param name="Shown">The same finding with the places of the listing.</param>
/// <param name="Listing">The lines of the trust policy.</param>
/// <param name="Statements">What each statement does; empty where it was not asked.</param>
/// <param name="Annotations">What is to be said of the lines, in their order.</param>
internal sealed record Explanation(
    AuditReport Report,
    RoleFinding Shown,
    PolicyListing Listing,
    ImmutableArray<StatementFinding> Statements,
    ImmutableArray<Annotation> Annotations)
{
    public RoleFinding Finding => Report.Findings[0];

    public static Explanation Of(Role role, ImmutableArray<Diagnostic> diagnostics, Premises premises)
    {
        var report = RoleAudit.Run([role], diagnostics, premises);
        var (listed, listing) = PolicyListing.Of(role);
        var shown = listing.AsInFile ? report.Findings[0] : RoleAudit.Run([listed], [], premises).Findings[0];
        var statements = shown.Standing == Standing.Exempt ? [] : StatementAudit.Run(listed, premises);
        return new Explanation(report, shown, listing, statements, [.. Annotate(shown, statements).OrderBy(a => a.Place.Line).ThenBy(a => a.Place.Column)]);
    }

    /// <summary>The annotations of a line, and where in it each begins, from 0.</summary>
    public IEnumerable<(Annotation Annotation, int At)> On(ListedLine line) =>
        from annotation in Annotations
        where IsListed(annotation.Place) && annotation.Place.Line == line.Number
        select (annotation, Math.Clamp(annotation.Place.Column - line.FirstColumn, 0, Math.Max(0, line.Text.Length - 1)));

    /// <summary>Annotations of lines that are not listed: those of an organization's policy.</summary>
    public IEnumerable<Annotation> Elsewhere => Annotations.Where(a => !IsListed(a.Place));

    private bool IsListed(SourcePlace place) =>
        place.File == Shown.Role.Place.File && Listing.Lines is [var first, ..] lines && place.Line >= first.Number && place.Line <= lines[^1].Number;

    private static IEnumerable<Annotation> Annotate(RoleFinding finding, ImmutableArray<StatementFinding> statements)
    {
        if (finding.Standing == Standing.Exempt) yield break;
        foreach (var diagnostic in finding.Role.TrustPolicy.Diagnostics)
            yield return new Annotation(diagnostic.Place ?? finding.Role.Place, Remark.Diagnostic, [$"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Code}: {diagnostic.Message}"]);
        foreach (var statement in statements)
            yield return new Annotation(PlaceOf(statement.Statement), Remark.Statement, [.. StatementWords.Of(statement, finding)]);
        if (DecisiveWords.Of(finding) is var (place, text)) yield return new Annotation(place, Remark.Decisive, [text]);
    }

    internal static SourcePlace PlaceOf(Statement statement) => statement.Principal?.Place ?? statement.Place;
}
