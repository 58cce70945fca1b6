using Namesake.Audit.History;
using Namesake.Sources.Aws;

namespace Namesake.App.Apply;

/// <summary>
/// Changes a role's trust policy: the old document is kept, the new one written, read back, and each step written down. A
/// refusal or an end in the middle leaves the old policy or the new one, and the journal says which, or that it is to be
/// looked at.
/// </summary>
/// <param name="access">The account.</param>
/// <param name="journal">Where it is written down.</param>
/// <param name="clock">Tells the time, and waits.</param>
internal sealed class TrustChange(TrustAccess access, Journal journal, TimeProvider clock)
{
    /// <summary>IAM is eventually consistent: a change may take some seconds to be seen everywhere.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency</remarks>
    private static readonly TimeSpan[] Looks = [TimeSpan.Zero, .. ((double[])[0.25, 0.5, 1, 2, 4, 8]).Select(TimeSpan.FromSeconds)];

    /// <summary>After this time what is read is what is there.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private const string Permission = "iam:UpdateAssumeRolePolicy";

    /// <param name="role">The role's name.</param>
    /// <param name="live">Its policy, as it was just read.</param>
    /// <param name="text">What is to stand in its place.</param>
    /// <param name="undoes">The change that this takes back.</param>
    /// <param name="cancellation">Ends it; what was begun is settled by the next run.</param>
    public async Task<JournalEntry> Make(string role, LiveTrust live, string text, int? undoes, CancellationToken cancellation)
    {
        // INVARIANT: the old document is on the disk before AWS is told.
        var entry = journal.Plan(live.Arn, live.Text, text, undoes, Now);
        try
        {
            await access.Write(role, text, cancellation);
        }
        catch (Exception e) when (TrustAccess.Failed(e))
        {
            return await AfterFault(role, entry, AwsFault.Of(e, Permission), cancellation);
        }
        return await Verify(role, Note(entry, ChangeState.Written, null), null, cancellation);
    }

    /// <summary>Looks what became of changes that an end in the middle left open.</summary>
    /// <param name="account">The account that is at hand.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those that were open, as they are now.</returns>
    public async Task<IReadOnlyList<JournalEntry>> Settle(string account, CancellationToken cancellation)
    {
        var settled = new List<JournalEntry>();
        foreach (var entry in journal.Entries().Where(e => e.IsOpen && Policy.Model.Arn.TryParse(e.RoleArn, out var arn) && arn.Account == account).ToList())
            settled.Add(await Settle(entry, cancellation));
        return settled;
    }

    private async Task<JournalEntry> Settle(JournalEntry entry, CancellationToken cancellation)
    {
        var role = entry.RoleArn[(entry.RoleArn.LastIndexOf('/') + 1)..];
        try
        {
            // What was written a moment ago may not be seen yet.
            var isFresh = Now - entry.Changed < (long)Settling.TotalMilliseconds;
            return isFresh ? await Looked(role, entry, cancellation) : Conclude(entry, await access.Read(role, cancellation), isRefused: true);
        }
        catch (Exception e) when (TrustAccess.Failed(e))
        {
            return entry with { Message = $"what became of it cannot be seen: {AwsFault.Of(e, "iam:GetRole").Message}" };
        }
    }

    // No refusal is certain, for it may be of a second attempt: of the first, AWS may have taken the policy though its answer
    // was lost. What the role has, tells. Credentials that are not accepted any more let nobody look: the next run does.
    private Task<JournalEntry> AfterFault(string role, JournalEntry entry, AwsFault fault, CancellationToken cancellation) =>
        Verify(role, entry with { Message = fault.Message }, fault, cancellation);

    private async Task<JournalEntry> Looked(string role, JournalEntry entry, CancellationToken cancellation)
    {
        var live = await access.Read(role, cancellation);
        foreach (var pause in Looks.Where(_ => SameDocument.Is(live.Text, journal.OldOf(entry))))
        {
            await Task.Delay(pause, clock, cancellation);
            live = await access.Read(role, cancellation);
        }
        return Conclude(entry, live, isRefused: true);
    }

    private async Task<JournalEntry> Verify(string role, JournalEntry entry, AwsFault? fault, CancellationToken cancellation)
    {
        AwsFault? unseen = null;
        // After a plain refusal there is most often nothing to wait for.
        foreach (var pause in fault is { Code: AwsFault.Denied or AwsFault.BadCredentials } ? Looks[..1] : Looks)
        {
            await Task.Delay(pause, clock, cancellation);
            try
            {
                var live = await access.Read(role, cancellation);
                unseen = null;
                if (!SameDocument.Is(live.Text, journal.OldOf(entry)) || SameDocument.Is(live.Text, journal.NewOf(entry))) return Conclude(entry, live, isRefused: false);
            }
            catch (Exception e) when (TrustAccess.Failed(e))
            {
                unseen = AwsFault.Of(e, "iam:GetRole");
            }
        }
        // The old one is still there. Where AWS said so, it stays; where nothing was said, it may yet come.
        if (fault is { IsPassing: false } && unseen is null) return Note(entry, ChangeState.NotWritten, fault.Message);
        return Note(entry, entry.State, unseen is null ? $"{entry.Message ?? "AWS took the policy"}, and the role still shows the old one" : $"{entry.Message ?? "AWS took the policy"}, and what the role has cannot be seen: {unseen.Message}");
    }

    private JournalEntry Conclude(JournalEntry entry, LiveTrust live, bool isRefused) =>
        SameDocument.Is(live.Text, journal.NewOf(entry)) ? Note(entry, ChangeState.Verified, null)
        : isRefused && SameDocument.Is(live.Text, journal.OldOf(entry)) ? Note(entry, ChangeState.NotWritten, entry.Message ?? (entry.State == ChangeState.Written ? "AWS took the new one, and the old one is there again" : "the run ended before AWS took it"))
        : Note(entry, ChangeState.Overtaken, "somebody else changed the policy meanwhile");

    private JournalEntry Note(JournalEntry entry, ChangeState state, string? message) => journal.Save(entry with { State = state, Changed = Now, Message = message });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
