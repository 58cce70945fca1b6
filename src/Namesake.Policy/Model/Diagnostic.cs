namespace Namesake.Policy.Model;

/// <summary>How much a diagnostic takes away from the answer.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the answer stands.</summary>
    Note,

    /// <summary>The input is odd, probably not what its author meant; the answer stands.</summary>
    Warning,

    /// <summary>Something was not read or not understood; what depends on it is unknown.</summary>
    Error,
}

/// <summary>Something a person should know about an input: a stable kebab-case code, a sentence that says what to do, and where.</summary>
public sealed record Diagnostic(Severity Severity, string Code, string Message, SourcePlace? Place)
{
    public override string ToString() => $"{Place?.ToString() ?? "(input)"}: {Severity.ToString().ToLowerInvariant()} {Code}: {Message}";
}
