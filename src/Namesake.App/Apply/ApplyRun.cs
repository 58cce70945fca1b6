using Namesake.Audit;
using Namesake.Audit.Findings;
using Namesake.Audit.Fixes;
using Namesake.Audit.History;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Sources.Aws;

namespace Namesake.App.Apply;

/// <summary>What became of one role.</summary>
/// <param name="IsDone">Whether the role has what was asked for.</param>
/// <param name="Message">One sentence for a person, with what to do where it is not done.</param>
internal sealed record ApplyResult(bool IsDone, string Message);

/// <summary>Applies proposals, and takes changes back.</summary>
/// <param name="access">The account at hand.</param>
/// <param name="account">Its number.</param>
/// <param name="journal">Where changes are written down.</param>
/// <param name="clock">Tells the time, and waits.</param>
/// <param name="confirm">Asks a person whether what is described is to be done.</param>
internal sealed class ApplyRun(TrustAccess access, string account, Journal journal, TimeProvider clock, Func<string, bool> confirm)
{
    private readonly TrustChange _change = new(access, journal, clock);

    /// <summary>Looks what became of changes of earlier runs that were left open.</summary>
    public async Task<IReadOnlyList<string>> Settle(CancellationToken cancellation) =>
        [.. (await _change.Settle(account, cancellation)).Select(e => $"change {e.Number} of {e.RoleArn}, which an earlier run left open: {WordsOf(e)}")];

    /// <param name="proposal">A proposal for a role that was read.</param>
    /// <param name="premises">What its proof rests on.</param>
    /// <param name="carrier">The carrier that was asked for.</param>
    /// <param name="cancellation">Ends it; what was begun is settled by the next run.</param>
    public async Task<ApplyResult> Apply(Proposal proposal, Premises premises, Carrier? carrier, CancellationToken cancellation)
    {
        if (!Arn.TryParse(proposal.Role.Arn, out var arn) || arn is not { Service: "iam", ResourceType: "role" }) return Refused($"{proposal.Role.Label} has no ARN in the input: give a listing of roles, or read the account (--profile)");
        if (arn.Account != account) return Refused($"{arn} is of another account than the credentials, which are of {account}: choose with --profile or --role-arn");
        var role = NameOf(arn);
        return await Guarded(role, async () =>
        {
            var live = await access.Read(role, cancellation);
            if (SameDocument.Is(live.Text, proposal.NewText)) return new ApplyResult(true, $"{arn} has the proposed policy already");
            if (!SameDocument.Is(live.Text, proposal.OldText)) return Changed(arn);
            if (OnLive(proposal, live, premises, carrier) is not { } text) return Refused($"{arn}: the proposal could not be made on the document as AWS has it: read the account (--profile) rather than a listing");
            if (!confirm($"write the proposed trust policy of {arn} to AWS")) return Refused($"{arn}: nothing was written");
            // A person takes his time.
            if ((await access.Read(role, cancellation)).Text != live.Text) return Changed(arn);
            var entry = await _change.Make(role, live, text, null, cancellation);
            return entry.State == ChangeState.Verified ? Proved(arn, entry, text, premises) : Open(arn, entry);
        });
    }

    /// <param name="asked">Which role.</param>
    /// <param name="cancellation">Ends it; what was begun is settled by the next run.</param>
    public async Task<ApplyResult> Undo(Commands.RoleName asked, CancellationToken cancellation)
    {
        if (asked.Account is { } given && given != account) return Refused($"{asked} is of another account than the credentials, which are of {account}: choose with --profile or --role-arn");
        if (LastOf(asked.Name) is not { } entry) return Refused($"no change of role {asked.Name} of account {account} is in the journal that was not taken back: there is nothing to undo");
        var arn = entry.RoleArn;
        return await Guarded(asked.Name, async () =>
        {
            var (live, old) = (await access.Read(asked.Name, cancellation), journal.OldOf(entry));
            if (live.Arn != arn) return Refused($"{live.Arn} is another role than {arn}, which was changed: write the old document yourself, it is in \"{journal.PathOfOld(entry)}\"");
            if (live.Text == old) return new ApplyResult(true, $"{arn} has the policy of before change {entry.Number} already");
            if (!SameDocument.Is(live.Text, journal.NewOf(entry)))
                return Refused($"the trust policy of {arn} was changed by somebody else since change {entry.Number}: look at it ('namesake history {asked.Name}'), and write the old document yourself if it is to come back, it is in \"{journal.PathOfOld(entry)}\"");
            if (!confirm($"write the trust policy that {arn} had before change {entry.Number} to AWS")) return Refused($"{arn}: nothing was written");
            if ((await access.Read(asked.Name, cancellation)).Text != live.Text) return Changed(arn);
            var undo = await _change.Make(asked.Name, live, old, entry.Number, cancellation);
            if (undo.State != ChangeState.Verified) return Open(arn, undo);
            return await Undone(arn, asked.Name, old, (entry, undo), cancellation);
        });
    }

    private async Task<ApplyResult> Undone(string arn, string role, string old, (JournalEntry Entry, JournalEntry Undo) change, CancellationToken cancellation)
    {
        var words = $"{arn} has the policy of before change {change.Entry.Number} again";
        try
        {
            var isSame = (await access.Read(role, cancellation)).Text == old;
            return new ApplyResult(isSame, $"{words}, {(isSame ? "byte for byte" : "though laid out otherwise")} (change {change.Undo.Number})");
        }
        catch (Exception e) when (TrustAccess.Failed(e))
        {
            // It was written and read back once: that nothing was written would be a lie.
            return new ApplyResult(true, $"{words} (change {change.Undo.Number}), though whether byte for byte cannot be seen: {AwsFault.Of(e, "iam:GetRole").Message}");
        }
    }

    private JournalEntry? LastOf(string role)
    {
        var entries = journal.Entries().Where(e => e.State == ChangeState.Verified).ToList();
        var undone = entries.Select(e => e.Undoes).OfType<int>().ToHashSet();
        return entries.LastOrDefault(e => e.Undoes is null && !undone.Contains(e.Number) && Arn.TryParse(e.RoleArn, out var arn) && arn.Account == account && NameOf(arn).Equals(role, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The proposed text with the layout of the live document; null where it is not the same proposal.</summary>
    private static string? OnLive(Proposal proposal, LiveTrust live, Premises premises, Carrier? carrier)
    {
        if (live.Text == proposal.OldText) return proposal.NewText;
        var source = SourceText.OfString(live.Text);
        var role = proposal.Role with { TrustPolicy = PolicyParser.Parse(source, PolicyKind.Trust), Text = source };
        return RoleFix.Find(role, premises, carrier) is Proposal anew && SameDocument.Is(anew.NewText, proposal.NewText) ? anew.NewText : null;
    }

    private static ApplyResult Proved(Arn arn, JournalEntry entry, string text, Premises premises)
    {
        var role = new Role(arn.ToString(), NameOf(arn), null, PolicyParser.Parse(text), new SourcePlace(null, 1, 1));
        var finding = RoleAudit.Run([role], [], premises).Findings[0];
        var (done, undo) = (finding.Standing == Standing.Attributable, $"'namesake fix --undo {arn}' takes it back");
        return new ApplyResult(done, done ? $"{arn} has the proposed policy (change {entry.Number}): attributable, {finding.Reason}; {undo}" : $"{arn} has the proposed policy (change {entry.Number}), and it is not proved: {finding.Reason}; {undo}");
    }

    private static async Task<ApplyResult> Guarded(string role, Func<Task<ApplyResult>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (TrustAccess.Failed(e))
        {
            return Refused($"{role}: {AwsFault.Of(e, "iam:GetRole").Message}; nothing was written");
        }
    }

    private static ApplyResult Refused(string message) => new(false, message);

    private static ApplyResult Changed(object arn) => Refused($"the trust policy of {arn} is not the one that was analysed, somebody changed it since; nothing was written: run 'namesake fix' again on what is there now");

    private static ApplyResult Open(object arn, JournalEntry entry) => Refused($"{arn}, change {entry.Number}: {WordsOf(entry)}");

    private static string WordsOf(JournalEntry entry) => entry.State switch
    {
        ChangeState.Verified => "the role has the new policy",
        ChangeState.NotWritten => $"the role has the old policy: {entry.Message}",
        ChangeState.Overtaken => "the role has neither the old policy nor the new one, somebody else changed it: look at it",
        _ => $"the role has the old policy or the new one: {entry.Message}; the next run of 'namesake fix --apply' or '--undo' looks which",
    };

    private static string NameOf(Arn arn) => arn.ResourceId[(arn.ResourceId.LastIndexOf('/') + 1)..];
}
