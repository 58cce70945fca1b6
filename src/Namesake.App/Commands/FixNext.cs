using System.Collections.Immutable;
using Namesake.App.Apply;
using Namesake.Audit.Fixes;
using Namesake.Ledger.Asking;
using Namesake.Policy.Model;

namespace Namesake.App.Commands;

/// <summary>What is done with proposals once they are there.</summary>
/// <param name="Replay">Put them to the calls of a ledger; null for not.</param>
/// <param name="Apply">Write them to AWS; null for not.</param>
/// <param name="Clock">Tells the time, and waits.</param>
internal sealed record FixNext(ReplayQuestion? Replay, ApplyQuestion? Apply, TimeProvider Clock)
{
    /// <summary>Why it cannot be done, in a sentence; null where nothing is in the way.</summary>
    public string? Fault(FixRun run) =>
        Replay is { Folder: { Exists: false } folder } ? $"there is no ledger in \"{folder.Path}\": make one with 'namesake import INPUT... --ledger DIR'"
        : Replay is not null && run.Proposals.FirstOrDefault(p => ArnOf(p) is null) is { } bare ? $"{bare.Role.Label} has no ARN in the input, by which its calls are found: give a listing of roles, or use 'namesake replay POLICY --role ARN'"
        : null;

    public FixRun Replayed(FixRun run)
    {
        if (Replay is null || !run.Proposals.Any() || LedgerReader.TryOpen(Replay.Folder) is not { } reader) return run;
        using (reader) return run with { Replays = run.Proposals.ToImmutableDictionary(p => p.Role, p => Replay.Ask(reader, ArnOf(p)!, p.NewPolicy)) };
    }

    /// <returns>The exit code of the whole run.</returns>
    public async Task<int> Do(Terminal terminal, FixAsked asked, FixRun run, CancellationToken cancellation)
    {
        if (Apply is null || !run.Proposals.Any()) return run.Code;
        var code = await FixApplication.Apply(terminal, asked, run, Apply, Clock, cancellation);
        // What was applied is no finding any more.
        return code == ExitCode.Fine ? (run with { Outcomes = [.. run.Outcomes.Where(o => o is not Proposal)] }).Code : code;
    }

    private static Arn? ArnOf(Proposal proposal) => Arn.TryParse(proposal.Role.Arn, out var arn) && arn is { Service: "iam", ResourceType: "role" } ? arn : null;
}
