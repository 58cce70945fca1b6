using System.Runtime.CompilerServices;
using Namesake.Policy.Model;
using Namesake.Sources.Aws;

namespace Namesake.Sources.Files;

/// <summary>Finds the files that inputs name: files, folders with all below them, <c>s3://bucket/prefix</c>, <c>-</c> for standard input.</summary>
public static class InputFiles
{
    public const string StandardInput = "-";

    public static IAsyncEnumerable<InputFile> Find(IEnumerable<string> inputs, Action<Diagnostic> report, CancellationToken cancellation = default) =>
        Find(inputs, TimeWindow.Always, report, cancellation);

    /// <summary>The files of the inputs, those of a folder by the hour of their delivery, as CloudTrail names it, then in ordinal order. Links that lead out of a folder are not followed.</summary>
    /// <param name="inputs">Files, folders, objects or prefixes in S3, or <c>-</c>.</param>
    /// <param name="window">What is inside a folder, or below a prefix, and was delivered at a time that is of no interest, is left out.</param>
    /// <param name="report">Told what cannot be looked into.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async IAsyncEnumerable<InputFile> Find(
        IEnumerable<string> inputs, TimeWindow window, Action<Diagnostic> report, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var input in inputs)
        {
            if (input == StandardInput) yield return new StandardInput();
            else if (S3Address.Is(input))
                await foreach (var file in S3Source.Find(input, window, report, cancellation)) yield return file;
            else if (File.Exists(input)) yield return new DiskFile(input, Named: true);
            else if (Directory.Exists(input))
                foreach (var path in LocalFolder.FilesBelow(input, window, report))
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return new DiskFile(path, Named: false);
                }
            else report(new Diagnostic(Severity.Error, "no-such-input", $"there is no file or folder \"{input}\"", null));
        }
    }
}
