using System.CommandLine;
using Namesake.App.Commands;
using Namesake.Ledger.Storage;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Apply;

/// <summary>Options by which <c>fix</c> reads an account, writes to it, and takes back what it wrote.</summary>
internal sealed class ApplyOptions
{
    private readonly Option<bool> _apply = new("--apply") { Description = "Write the proposed policies to AWS, where they are still as they were read; asks first" };
    private readonly Option<string?> _undo = new("--undo") { Description = "Take back the last change of this role, by name or ARN, if nobody changed it since" };
    private readonly Option<bool> _yes = new("--yes") { Description = "With --apply or --undo: do not ask" };
    private readonly AwsChoiceOptions _as = new("read and, with --apply or --undo, written to");
    private readonly Option<string?> _ledger = LedgerOptions.Ledger();

    /// <param name="command">The verb.</param>
    /// <param name="inputs">What it reads where it reads no account.</param>
    public void AddTo(Command command, Argument<string[]> inputs)
    {
        foreach (var option in (Option[])[_apply, _undo, _yes, _as.Live, _as.Profile, _as.Region, _as.RoleArn, _ledger]) command.Add(option);
        command.Validators.Add(result =>
        {
            bool Is(Option option) => result.GetResult(option) is { Implicit: false };
            var (hasInputs, writes) = (result.GetResult(inputs) is { Tokens.Count: > 0 }, Is(_apply) || Is(_undo));
            if (Is(_apply) && Is(_undo)) result.AddError("give --apply or --undo, not both");
            if (Is(_undo) && hasInputs) result.AddError("--undo takes a role, and no inputs");
            if (!Is(_undo) && !hasInputs && !Is(_as.Live) && !Is(_as.Profile) && !Is(_as.RoleArn)) result.AddError("give inputs, or an account to read (--profile, --live)");
            if (Is(_as.Live) && hasInputs) result.AddError("give inputs or a living account, not both");
            if (hasInputs && !writes && ((Option[])[_as.Profile, _as.Region, _as.RoleArn]).FirstOrDefault(Is) is { } stray) result.AddError($"{stray.Name} says which account to read or write to: give it without inputs, or with --apply");
            foreach (var lonely in ((Option[])[_yes, _ledger]).Where(o => Is(o) && !writes)) result.AddError($"{lonely.Name} is of writing: give --apply or --undo");
        });
    }

    public bool IsApply(ParseResult parsed) => parsed.GetValue(_apply);

    /// <returns>The role whose last change is to be taken back; null for none.</returns>
    public string? UndoOf(ParseResult parsed) => parsed.GetValue(_undo);

    public ApplyQuestion Of(ParseResult parsed) =>
        new(_as.Of(parsed), LedgerOptions.Folder(parsed.GetValue(_ledger)), parsed.GetValue(_yes));
}

/// <summary>Where to write, as whom, and whether to ask.</summary>
/// <param name="Choice">As whom.</param>
/// <param name="Folder">The ledger that has the journal.</param>
/// <param name="Yes">Whether nobody is asked.</param>
internal sealed record ApplyQuestion(AwsChoice Choice, LedgerFolder Folder, bool Yes);
