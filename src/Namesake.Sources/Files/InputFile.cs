using Namesake.Policy.Model;

namespace Namesake.Sources.Files;

/// <summary>Something to read from its beginning to its end: a file, standard input, or an object in S3.</summary>
/// <param name="Name">How messages call it; of an object in S3 <c>s3://bucket/key</c>.</param>
/// <param name="Named">Whether the user named it, rather than a folder that holds it: then what is no fit is a fault.</param>
public abstract record InputFile(string Name, bool Named)
{
    /// <exception cref="IOException">It cannot be read; the message is for a person.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public abstract Stream Open();

    /// <summary>What it is now, so that it need not be read again; null where that cannot be told, as of standard input.</summary>
    public abstract SourceVersion? Version { get; }

    public Diagnostic Fault(Severity severity, string code, string message, int line = 1, int column = 1) =>
        new(severity, code, message, new SourcePlace(Name, line, column));

    /// <summary>Too little of it is what is looked for: a fault where the user named it, a note inside a folder.</summary>
    public Severity ForeignSeverity => Named ? Severity.Error : Severity.Note;
}

/// <summary>Standard input.</summary>
public sealed record StandardInput() : InputFile("(stdin)", Named: true)
{
    public override SourceVersion? Version => null;

    public override Stream Open() => Console.OpenStandardInput();
}
