using System.CommandLine;
using Namesake.App.Commands.Asking;
using Namesake.App.Importing;
using Namesake.App.Reports;
using Namesake.Ledger.Storage;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary>Options by which <c>audit</c> keeps in the ledger what it saw.</summary>
internal sealed class RecordOptions
{
    private readonly Option<bool> _record = new("--record") { Description = "Keep each role's trust policy in the ledger, so that 'who' knows what was in force" };
    private readonly Option<string?> _ledger = LedgerOptions.Ledger();
    private readonly Option<long?> _at = TimeOptions.At("When the listing was made: 2025-03-03T14:30:00Z (default: now)");

    /// <summary>Says when the listing was made.</summary>
    public Option At => _at;

    public void Add(Command command)
    {
        command.Add(_record);
        command.Add(_ledger);
        command.Add(_at);
        command.Validators.Add(result =>
        {
            foreach (var stray in ((Option[])[_ledger, _at]).Where(o => result.GetResult(o) is { Implicit: false }))
                if (result.GetResult(_record) is not { Implicit: false }) result.AddError($"{stray.Name} is of a record: give --record");
        });
    }

    /// <returns>Null where nothing is to be kept.</returns>
    public PolicyRecord? Of(ParseResult parsed) =>
        parsed.GetValue(_record) ? new PolicyRecord(LedgerOptions.Folder(parsed.GetValue(_ledger)), parsed.GetValue(_at), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()) : null;
}

/// <summary>Where trust policies are kept, and as of when.</summary>
/// <param name="Folder">The ledger.</param>
/// <param name="At">When they were listed, in milliseconds since 1970; null for now.</param>
/// <param name="Now">The present.</param>
internal sealed record PolicyRecord(LedgerFolder Folder, long? At, long Now)
{
    private const long Second = 1_000;

    /// <summary>As CloudTrail has times: in whole seconds.</summary>
    private long Time => (At ?? Now) / Second * Second;

    /// <summary>Why nothing can be kept, in a sentence; null where nothing is in the way.</summary>
    public string? Fault(ReadRoles read) => At > Now ? "--at is still to come" : AuditedPolicies.Fault(read);

    public async Task Keep(Terminal terminal, ReadRoles read, CancellationToken cancellation)
    {
        var looks = AuditedPolicies.Of(read, Time);
        using var import = (await ImportTurn.Begin(terminal, Folder, noWait: false, cancellation))!;
        var (kept, mended) = import.Record(looks);
        terminal.Say(
            $"{Counts.Of(looks.Count, "trust policy", "trust policies")} recorded as of {Times.Of(Time)}{(kept < looks.Count ? $", {looks.Count - kept:N0} of them before" : "")}"
            + $"{(mended > 0 ? $"; {Counts.Of(mended, "identity", "identities")} answered anew" : "")} ({Folder.Path})");
    }
}
