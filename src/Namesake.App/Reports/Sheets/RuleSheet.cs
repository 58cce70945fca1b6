using Namesake.App.OwnRules;
using Namesake.Audit.Rules;

namespace Namesake.App.Reports.Sheets;

/// <summary>Rules as rows: the built-in ones, then the user's own.</summary>
internal static class RuleSheet
{
    private static readonly SheetColumn[] Columns = [("code", "Code"), ("severity", "Severity"), ("over", "Over"), ("title", "What it finds"), ("examples", "Examples"), ("from", "From")];

    public static Sheet Of(IEnumerable<OwnRule> own) => new("rules", Columns, BuiltInRules.All.Select(Row).Concat(own.Select(Row)));

    private static object?[] Row(IRule rule) => [rule.Code, FindingSheet.NameOf(rule.Severity), null, rule.Title, null, "built in"];

    private static object?[] Row(OwnRule rule) =>
        [rule.Code, FindingSheet.NameOf(rule.Severity), rule.Over.ToString().ToLowerInvariant(), rule.Title, rule.Examples.Length, $"{rule.Place.File}:{rule.Place.Line}"];
}
