using System.CommandLine;
using Namesake.App.OwnRules;
using Namesake.App.Reports;
using Namesake.App.Reports.Sheets;

namespace Namesake.App.Commands;

/// <summary><c>namesake rules list|check|test</c>: which rules there are, and whether those of the user's own are in order.</summary>
internal static class RulesCommand
{
    public static Command Create(Terminal terminal) => new("rules", SharedOptions.Help(
        "Rules: which there are, whether files of your own can be used, and whether they find what their examples say.",
        "namesake rules list --rules samples/rules",
        "namesake rules test samples/rules"))
    {
        List(terminal), Check(terminal), Test(terminal),
    };

    private static Command List(Terminal terminal)
    {
        var (rules, format) = (RuleOptions.Rules(), SharedOptions.Format(Sheet.Formats));
        var command = new Command("list", SharedOptions.Help("List the built-in rules, and those of files.", "namesake rules list --format json")) { rules, format };
        command.SetAction(parsed => Read(terminal, parsed.GetValue(rules) ?? []) is not { AreGood: true } read ? ExitCode.WrongUse : Print(terminal, RuleSheet.Of(read.Rules), parsed.GetRequiredValue(format)));
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var files = Files();
        var command = new Command("check", SharedOptions.Help("Say what is wrong with files of rules, and where.", "namesake rules check my-rules.yaml")) { files };
        command.SetAction(parsed =>
        {
            if (Read(terminal, parsed.GetRequiredValue(files)) is not { } read) return ExitCode.WrongUse;
            terminal.Say(read.AreGood ? $"{Counts.Of(read.Rules.Length, "rule")}: in order" : $"{Counts.Of(read.Diagnostics.Length, "thing")} to mend");
            return read.AreGood ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    private static Command Test(Terminal terminal)
    {
        var files = Files();
        var format = SharedOptions.Format(Sheet.Formats);
        var command = new Command("test", SharedOptions.Help("Put the examples that rules carry to them: is found what should be, and nothing else?", "namesake rules test samples/rules")) { files, format };
        command.SetAction(parsed =>
        {
            if (Read(terminal, parsed.GetRequiredValue(files)) is not { AreGood: true } read) return ExitCode.WrongUse;
            var runs = read.Rules.SelectMany(r => r.Examples.Select(e => ExampleRun.Of(r, e))).ToList();
            var how = parsed.GetRequiredValue(format);
            ExampleSheet.Of(how == "table" ? runs.Where(r => r.Fault is not null) : runs).Write(terminal, how);
            var failed = runs.Count(r => r.Fault is not null);
            terminal.Say($"{Counts.Of(read.Rules.Length, "rule")}, {Counts.Of(runs.Count, "example")}: {(failed == 0 ? "all as they say" : $"{failed:N0} not as they say")}");
            return failed == 0 ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    private static Argument<string[]> Files() => new("file") { Description = "Files of rules in YAML, or folders of them", Arity = ArgumentArity.OneOrMore };

    /// <returns>Null where one is not there, which is said; so is what is wrong with them.</returns>
    private static ReadRules? Read(Terminal terminal, string[] files)
    {
        if (files.FirstOrDefault(f => !File.Exists(f) && !Directory.Exists(f)) is { } missing)
        {
            terminal.Say($"namesake: there is no file or folder \"{missing}\"");
            return null;
        }
        var read = RuleFiles.Read(files);
        terminal.Say(read.Diagnostics);
        return read;
    }

    private static int Print(Terminal terminal, Sheet sheet, string format)
    {
        sheet.Write(terminal, format);
        return ExitCode.Fine;
    }
}
