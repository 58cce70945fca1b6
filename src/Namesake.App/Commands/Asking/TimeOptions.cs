using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Namesake.App.Commands.Asking;

/// <summary>The time that is asked about.</summary>
internal static class TimeOptions
{
    private static readonly string[] Shapes =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFzzz",
    ];

    public static Option<long?> Since() => Create("--since", "From this time on: 2025-03-03 or 2025-03-03T14:30:00Z (UTC)");

    public static Option<long?> Until() => Create("--until", "Before this time, which is not included");

    public static Option<long?> At(string description) => Create("--at", description);

    /// <summary>Refuses a time that ends before it begins.</summary>
    public static void Add(Command command, Option<long?> since, Option<long?> until)
    {
        command.Add(since);
        command.Add(until);
        command.Validators.Add(result =>
        {
            // The options' own parsers say what is no time; asking them for it again would throw.
            if (Given(result, since) is { } from && Given(result, until) is { } to && from >= to) result.AddError("--until must be later than --since");
        });
    }

    private static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = Parse,
    };

    private static long? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TimeOf(text) is { } time) return time;
        result.AddError($"\"{text}\" is no time: write it as 2025-03-03 or 2025-03-03T14:30:00Z");
        return null;
    }

    private static long? Given(CommandResult result, Option<long?> option) => result.GetResult(option) is { Tokens: [var token] } ? TimeOf(token.Value) : null;

    private static long? TimeOf(string text) =>
        DateTimeOffset.TryParseExact(text, Shapes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
}
