using System.CommandLine;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary>Options by which a verb is told which logs to read, and of which time. Without logs it asks the ledger.</summary>
internal sealed class LogOptions
{
    public Option<string[]> Logs { get; } = SharedOptions.LogsOrLedger();

    public Option<string?> Since { get; } = new("--since") { Description = "Only events from then on: a date, or a moment such as 2025-03-03T09:30 (UTC, or with an offset)" };

    public Option<string?> Until { get; } = new("--until") { Description = "Only events before that moment, or until the end of that date" };

    public GivenLogs Of(ParseResult parsed) => Of(parsed, parsed.GetValue(Logs) ?? []);

    /// <summary>What was given where logs are the verb's arguments, not its options.</summary>
    public GivenLogs Of(ParseResult parsed, string[] inputs)
    {
        var (window, fault) = TimeWindow.Parse(parsed.GetValue(Since), parsed.GetValue(Until));
        return new GivenLogs(inputs, window ?? TimeWindow.Always, SharedOptions.Missing(inputs) is { } missing ? $"there is no file or folder \"{missing}\"" : fault);
    }
}

/// <summary>What was given by <see cref="LogOptions"/>.</summary>
/// <param name="Inputs">Files, folders, objects or prefixes in S3; none where the ledger is asked.</param>
/// <param name="Window">The time whose events are asked about.</param>
/// <param name="Fault">What is wrong with the command line, in a sentence; null where nothing is.</param>
internal sealed record GivenLogs(string[] Inputs, TimeWindow Window, string? Fault);
