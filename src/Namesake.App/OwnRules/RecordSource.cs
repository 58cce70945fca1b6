using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.App.Reports;
using Namesake.App.Reports.Sheets;
using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Audit.Today;
using Namesake.Ledger.Asking;
using Namesake.Sessions.Attributions;

namespace Namesake.App.OwnRules;

/// <summary>Makes records of what is known, by the code that prints them: there is one shape of each.</summary>
internal static class RecordSource
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An element of <c>roles</c> of <c>audit --format json</c>.</summary>
    public static RuleRecord Of(RoleFinding finding, TodayAnswer? today) => RuleRecord.Of(Written(json => AuditJson.WriteRole(json, finding, today)), Subjects.Of(finding.Role));

    /// <summary>A row of <c>sessions --format json</c>.</summary>
    public static RuleRecord Of(SessionRow row)
    {
        var sheet = SessionSheet.Of([row], "json");
        return RuleRecord.Of(Written(json => SheetJson.WriteRow(json, sheet.Columns, sheet.Rows.First())), Subjects.Of(SessionFacts.Of(row)));
    }

    /// <summary>Lines of <c>attribute</c>, which are written many at a time.</summary>
    public static IEnumerable<RuleRecord> Of(IEnumerable<Attribution> attributions)
    {
        foreach (var chunk in attributions.Chunk(1_000))
        {
            using var stream = new MemoryStream();
            using (var lines = new AttributionLines(stream))
                foreach (var attribution in chunk) lines.Write(attribution);
            stream.Position = 0;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            foreach (var attribution in chunk)
                yield return RuleRecord.Of(reader.ReadLine()!, new FindingSubject(SubjectKind.Event, attribution.Event.Id.ToString(), attribution.Event.RecipientAccount, attribution.Event.Region));
        }
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options)) write(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
