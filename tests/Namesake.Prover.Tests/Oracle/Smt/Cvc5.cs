using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Namesake.Prover.Tests.Oracle.Smt;

internal enum SolverAnswer
{
    Unsatisfiable,
    Satisfiable,

    /// <summary>Out of effort or time, or cvc5 does not know.</summary>
    Unknown,
}

/// <summary>What cvc5 said of a script, with the values that it found when it is satisfiable.</summary>
internal sealed record SolverReply(SolverAnswer Answer, ModelValues Values);

/// <summary>cvc5 in a process of its own, which answers one script after the other. A process that hangs or breaks is replaced.</summary>
/// <param name="effort">The most steps that it takes for an answer, in its own unit, of which it does some 100,000 a second: unlike time it does not depend on what else the machine does.</param>
/// <param name="options">Further options of the command line.</param>
internal sealed class Cvc5(int effort, params ImmutableArray<string> options) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private const string Program = "cvc5";
    private const string EndMark = "\"end of reply\"";

    private Process? _process;

    /// <summary>The first line of <c>cvc5 --version</c>; null where there is no cvc5.</summary>
    public static string? Version { get; } = AskVersion();

    /// <param name="script">Declarations and assertions, without set-logic and check-sat.</param>
    /// <param name="variables">The constants whose values are wanted.</param>
    public SolverReply Ask(string script, IReadOnlyCollection<string> variables)
    {
        var process = _process ??= Start();
        try
        {
            var first = Exchange(process, $"(set-logic ALL)\n{script}\n(check-sat)\n").Trim();
            if (first == "sat")
            {
                var values = variables.Count == 0 ? "" : Exchange(process, $"(get-value ({string.Join(' ', variables)}))\n");
                Exchange(process, "(reset)\n");
                return new(SolverAnswer.Satisfiable, ModelValues.Parse(values));
            }
            if (first is not ("unsat" or "unknown")) throw new FormatException($"cvc5 says \"{first}\" of\n{script}");
            Exchange(process, "(reset)\n");
            return new(first == "unsat" ? SolverAnswer.Unsatisfiable : SolverAnswer.Unknown, ModelValues.None);
        }
        catch (IOException)
        {
            // Killed by its own deadline, or gone: either way it gave no answer.
            Dispose();
            return new(SolverAnswer.Unknown, ModelValues.None);
        }
    }

    public void Dispose()
    {
        if (_process is not { } process) return;
        _process = null;
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private static string Exchange(Process process, string commands)
    {
        // cvc5 looks at its own limit only now and then.
        using var deadline = new Timer(_ => Kill(process), null, 2 * Limit, Timeout.InfiniteTimeSpan);
        process.StandardInput.Write($"{commands}(echo {EndMark})\n");
        process.StandardInput.Flush();
        var reply = new StringBuilder();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line == EndMark) return reply.ToString();
            reply.AppendLine(line);
        }
        if (reply.Length > 0) throw new FormatException($"cvc5 ended with \"{reply}\" at\n{commands}");
        throw new IOException("cvc5 ended");
    }

    private Process Start() => Process.Start(Command(
        ["--lang=smt2", "--strings-exp", "--produce-models", string.Create(CultureInfo.InvariantCulture, $"--rlimit-per={effort}"), string.Create(CultureInfo.InvariantCulture, $"--tlimit-per={Limit.TotalMilliseconds:F0}"), .. options]))!;

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static string? AskVersion()
    {
        try
        {
            using var process = Process.Start(Command("--version"))!;
            process.StandardInput.Close();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text.Split('\n')[0];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static ProcessStartInfo Command(params ReadOnlySpan<string> arguments)
    {
        var command = new ProcessStartInfo(Program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments) command.ArgumentList.Add(argument);
        return command;
    }
}
