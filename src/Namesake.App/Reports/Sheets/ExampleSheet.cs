using Namesake.App.OwnRules;

namespace Namesake.App.Reports.Sheets;

/// <summary>What became of rules' examples, as rows.</summary>
internal static class ExampleSheet
{
    private static readonly SheetColumn[] Columns = [("rule", "Rule"), ("example", "Example"), ("place", "Where"), ("passed", "Passed"), ("fault", "What is wrong")];

    public static Sheet Of(IEnumerable<ExampleRun> runs) => new("examples", Columns, runs.Select(r => (object?[])
    [
        r.Rule.Code, r.Example.Name, $"{r.Example.Place.File}:{r.Example.Place.Line}", r.Fault is null, r.Fault,
    ]));
}
