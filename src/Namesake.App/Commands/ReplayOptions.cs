using System.CommandLine;
using Namesake.Ledger.Storage;

namespace Namesake.App.Commands;

/// <summary>Options that put a proposed policy to the calls in a ledger.</summary>
internal sealed class ReplayOptions
{
    /// <summary>More days are not asked for: no ledger is that old.</summary>
    private const int MostDays = 3_660;

    private readonly Option<string?> _replay = new("--replay") { Description = "A ledger's folder: say who of those that assumed the role would be refused, and what they would have to change" };

    public Option<int> Days { get; } = SharedOptions.Number("--days", "How many days back", 90, 1, MostDays);

    public Option<long?> Until { get; } = TimeOptions.Until("With --days: only calls");

    /// <summary>The option that names the ledger, for a verb that asks it only then.</summary>
    public Option<string?> Replay => _replay;

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_replay, Days, Until]) command.Add(option);
        command.Validators.Add(result =>
        {
            foreach (var stray in ((Option[])[Days, Until]).Where(o => result.GetResult(o) is { Implicit: false }))
                if (result.GetResult(_replay) is not { Implicit: false }) result.AddError($"{stray.Name} is of a replay: give --replay");
        });
    }

    /// <returns>Null where nothing is to be replayed.</returns>
    public ReplayQuestion? Of(ParseResult parsed, TimeProvider clock) =>
        parsed.GetValue(_replay) is { } folder ? QuestionOf(parsed, new LedgerFolder(folder), clock) : null;

    public ReplayQuestion QuestionOf(ParseResult parsed, LedgerFolder folder, TimeProvider clock) =>
        ReplayQuestion.Of(folder, parsed.GetValue(Days), parsed.GetValue(Until) ?? clock.GetUtcNow().ToUnixTimeMilliseconds());
}
