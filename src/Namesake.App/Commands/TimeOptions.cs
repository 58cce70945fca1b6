using System.CommandLine;
using System.CommandLine.Parsing;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary>The time that is asked about, as <see cref="TimeWindow"/> reads it.</summary>
internal static class TimeOptions
{
    public static Option<long?> Since(string of = "Only what was done") => Create("--since", $"{of} from then on: a date, or a moment such as 2025-03-03T09:30 (UTC, or with an offset)", TimeWindow.SinceOf);

    public static Option<long?> Until(string of = "Only what was done") => Create("--until", $"{of} before that moment, or until the end of that date", TimeWindow.UntilOf);

    public static Option<long?> At(string description) => Create("--at", description, TimeWindow.SinceOf);

    /// <summary>Refuses a time that ends before it begins.</summary>
    public static void Add(Command command, Option<long?> since, Option<long?> until)
    {
        command.Add(since);
        command.Add(until);
        command.Validators.Add(result =>
        {
            // The options' own parsers say what is no time; asking them for it again would throw.
            if (Given(result, since, TimeWindow.SinceOf) >= Given(result, until, TimeWindow.UntilOf)) result.AddError("--since is not before --until");
        });
    }

    private static Option<long?> Create(string name, string description, Func<string, long?> read) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (read(text) is { } time) return time;
            result.AddError(TimeWindow.NoTime(name.TrimStart('-'), text));
            return null;
        },
    };

    private static long? Given(CommandResult result, Option<long?> option, Func<string, long?> read) => result.GetResult(option) is { Tokens: [var token] } ? read(token.Value) : null;
}
