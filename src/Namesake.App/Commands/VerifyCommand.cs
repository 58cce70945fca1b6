using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sources.Integrity;

namespace Namesake.App.Commands;

/// <summary><c>namesake verify</c>: are the logs complete, and as CloudTrail delivered them?</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var inputs = new Argument<string[]>("input") { Description = "Folders with a copy of a trail's bucket, or of a part: AWSLogs/ACCOUNT/CloudTrail and CloudTrail-Digest", Arity = ArgumentArity.OneOrMore };
        var keys = new Option<string[]>("--public-keys") { Description = "What \"aws cloudtrail list-public-keys\" prints, of each Region; without it signatures are not checked", AllowMultipleArgumentsPerToken = true };
        var bucket = new Option<string?>("--bucket") { Description = "The name of the bucket that the folders were copied from; else the digests are believed" };
        var (since, until) = (TimeOptions.Since("Only what was delivered"), TimeOptions.Until("Only what was delivered"));
        var record = new Option<bool>("--record") { Description = "Keep what is found in the ledger that these logs were imported into: 'who' and 'gaps' say then what their answers rest on" };
        var ledger = LedgerOptions.Ledger();
        var format = SharedOptions.Format("table", "json");
        var command = new Command("verify", SharedOptions.Help(
            "Say for which hours, accounts and Regions the logs are proved complete and unchanged by CloudTrail's signed digests.",
            "aws s3 sync s3://my-trail-bucket bucket; aws cloudtrail list-public-keys --start-time 2025-03-01 --end-time 2025-04-01 > keys.json",
            "namesake verify bucket --public-keys keys.json --bucket my-trail-bucket",
            "namesake import bucket; namesake verify bucket --public-keys keys.json --record"))
        {
            inputs, keys, bucket, record, ledger, format,
        };
        TimeOptions.Add(command, since, until);
        command.SetAction((parsed, cancellation) => Run(
            terminal,
            new VerifyQuestion(parsed.GetRequiredValue(inputs), parsed.GetValue(keys) ?? [], parsed.GetValue(bucket), new VerifyRange(parsed.GetValue(since), parsed.GetValue(until))),
            parsed.GetValue(record) ? LedgerOptions.Folder(parsed.GetValue(ledger)) : null,
            parsed.GetRequiredValue(format),
            cancellation));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, VerifyQuestion question, LedgerFolder? ledger, string format, CancellationToken cancellation)
    {
        if ((question.Fault() ?? VerificationRecord.Fault(ledger)) is { } fault)
        {
            terminal.Say($"namesake: {fault}");
            return ExitCode.WrongUse;
        }
        var verification = await terminal.Wait("Verifying log files", progress => question.Ask(progress, cancellation));
        if (format == "json") VerificationJson.Write(terminal.Data, verification);
        else VerificationTable.Write(terminal, verification);
        var isKept = ledger is null || await VerificationRecord.Keep(terminal, ledger, verification, cancellation);
        return !verification.Faults.IsEmpty ? ExitCode.Findings : verification.IsProved && isKept ? ExitCode.Fine : ExitCode.Undecided;
    }
}

/// <summary>What the user wants to have verified.</summary>
internal sealed record VerifyQuestion(string[] Folders, string[] KeyFiles, string? Bucket, VerifyRange Range)
{
    /// <summary>What is wrong with the command line, in a sentence; null where nothing is.</summary>
    public string? Fault() =>
        Folders.FirstOrDefault(f => !Directory.Exists(f)) is { } missing ? $"there is no folder \"{missing}\": give a copy of the trail's bucket"
        : KeyFiles.FirstOrDefault(f => !File.Exists(f)) is { } file ? $"there is no file \"{file}\""
        : null;

    public async Task<Verification> Ask(IProgress<int> progress, CancellationToken cancellation)
    {
        var said = new List<Diagnostic>();
        var objects = await FolderObjects.Find(Folders, said.Add, cancellation);
        using var keys = PublicKeyReader.Read(KeyFiles, said.Add);
        var verification = TrailVerifier.Verify(objects, keys.IsEmpty ? null : keys, Range, Bucket, progress, cancellation);
        return verification with { Diagnostics = [.. said, .. verification.Diagnostics] };
    }
}
