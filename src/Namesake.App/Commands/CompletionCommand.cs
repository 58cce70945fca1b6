using System.CommandLine;

namespace Namesake.App.Commands;

/// <summary><c>namesake completion</c>: a script that makes the shell complete verbs and options.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _namesake() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -f -W "$(namesake "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o filenames -F _namesake namesake
            """,
        ["zsh"] = """
            #compdef namesake
            _namesake() {
                local -a found
                found=("${(@f)$(namesake "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -a found
                _files
            }
            compdef _namesake namesake
            """,
        ["fish"] = """
            complete -c namesake -a '(namesake "[suggest:"(string length (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
            """,
    };

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", SharedOptions.Help("Print a completion script.", "source <(namesake completion bash)")) { shell };
        command.SetAction(parsed =>
        {
            terminal.Data.WriteLine(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCode.Fine;
        });
        return command;
    }
}
