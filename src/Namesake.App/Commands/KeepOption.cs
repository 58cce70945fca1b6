using System.CommandLine;
using System.Globalization;
using Namesake.App.Reports;
using Namesake.Ledger.Importing;
using Namesake.Sessions.Events;

namespace Namesake.App.Commands;

/// <summary>How many days of events a ledger keeps.</summary>
internal static class KeepOption
{
    /// <summary>In days: a hundred years.</summary>
    private const int Longest = 36_500;

    public static Option<int?> Create(bool required = false)
    {
        var option = new Option<int?>("--keep")
        {
            Description = "Forget events that are older than so many days before the newest one, such as 400d",
            Required = required,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= Longest) return days;
                result.AddError($"--keep takes a number of days up to {Longest:N0}, such as 400d");
                return null;
            },
        };
        return option;
    }

    /// <summary>Forgets, and says what went.</summary>
    public static void Forget(Terminal terminal, LedgerImport ledger, int days, TimeProvider clock)
    {
        if (ledger.Newest is not { } newest)
        {
            terminal.Say("nothing to forget: the ledger holds no event");
            return;
        }
        var done = ledger.Forget(Retention.KeptSince(newest, clock.GetUtcNow(), days));
        terminal.Say(
            $"{Counts.Of(done.Events, "event")} forgotten{(done.Segments > 0 ? $", {Counts.Of(done.Segments, "segment")} gone or written anew" : "")}: what was before {Moment.Of(done.Before)}; {ledger.Events:N0} in the ledger");
    }
}
