using Namesake.Audit.Rules;

namespace Namesake.App.Reports.Sheets;

/// <summary>Findings as rows.</summary>
internal static class FindingSheet
{
    private static readonly SheetColumn[] Columns =
    [
        ("code", "Code"), ("severity", "Severity"), ("kind", "Kind"), ("subject", "Subject"), ("account", "Account"), ("region", "Region"), ("message", "What is wrong"), ("remedy", "What to do"),
    ];

    public static Sheet Of(IEnumerable<Finding> findings) => new("findings", Columns, findings.Select(f => (object?[])
    [
        f.Code, NameOf(f.Severity), f.Subject.Kind.ToString().ToLowerInvariant(), f.Subject.Id, f.Subject.Account, f.Subject.Region, f.Message, f.Remedy,
    ]));

    public static string NameOf(FindingSeverity severity) => severity.ToString().ToLowerInvariant();
}
