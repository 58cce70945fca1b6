namespace Namesake.App;

/// <summary>What the program's exit code tells a script. Each answer has one; no code stands for two.</summary>
internal static class ExitCode
{
    /// <summary>Nothing wrong found.</summary>
    public const int Fine = 0;

    /// <summary>Findings: a forgeable or closed role, a contradiction, a refused request, a log that was changed or is gone.</summary>
    public const int Findings = 1;

    /// <summary>Wrong use: an unknown option, an input that is not there.</summary>
    public const int WrongUse = 2;

    /// <summary>The program failed.</summary>
    public const int Failed = 3;

    /// <summary>Not decided: unknown verdicts, unread input, nobody named, hours that no digest proves.</summary>
    public const int Undecided = 4;
}
