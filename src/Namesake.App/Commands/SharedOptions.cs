using System.CommandLine;
using System.Globalization;
using Namesake.Sources.Aws;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary>Options and arguments that several verbs have.</summary>
internal static class SharedOptions
{
    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format") { Description = $"How to print: {string.Join(" or ", formats)}", DefaultValueFactory = _ => formats[0] };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary>A whole number between two others, both included.</summary>
    public static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var given) && (given < least || given > most)) result.AddError($"{name} takes a number from {least:N0} to {most:N0}");
        });
        return option;
    }

    public static Option<string[]> LogsOrLedger() => new("--logs")
    {
        Description = "CloudTrail logs: files (gz or not), folders, s3://bucket/prefix, or - for standard input (default: the ledger)",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Help of a verb with examples of its use.</summary>
    public static string Help(string what, params string[] examples) =>
        $"{what}{Environment.NewLine}{Environment.NewLine}Example:{Environment.NewLine}{string.Join(Environment.NewLine, examples.Select(e => "  " + e))}";

    /// <summary>The first input that is not there; inputs are checked before any work begins.</summary>
    public static string? Missing(IEnumerable<string> inputs) =>
        inputs.FirstOrDefault(i => i != InputFiles.StandardInput && (S3Address.Is(i) ? S3Address.Parse(i) is null : !File.Exists(i) && !Directory.Exists(i)));
}
