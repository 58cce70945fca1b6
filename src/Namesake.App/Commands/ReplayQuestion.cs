using Namesake.Audit.Replay;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sessions.Lineage;

namespace Namesake.App.Commands;

/// <summary>Which calls a proposed policy is put to.</summary>
/// <param name="Folder">The ledger that has them.</param>
/// <param name="Since">From when on, in milliseconds since 1970.</param>
/// <param name="Until">Before when.</param>
internal sealed record ReplayQuestion(LedgerFolder Folder, long Since, long Until)
{
    private const long Day = 86_400_000;

    public static ReplayQuestion Of(LedgerFolder folder, int days, long until) => new(folder, until - days * Day, until);

    /// <summary>Asks the ledger.</summary>
    /// <param name="reader">The ledger that <see cref="Folder"/> holds.</param>
    /// <param name="role">The role's ARN.</param>
    /// <param name="proposed">The policy.</param>
    public AnsweredReplay Ask(LedgerReader reader, Arn role, PolicyDocument proposed)
    {
        var name = role.ResourceId[(role.ResourceId.LastIndexOf('/') + 1)..];
        var history = new PolicyHistory(RolePolicies.Find(reader, name));
        var calls = RoleCalls.Find(reader, role.Account, name, Since, Until);
        var report = RoleReplay.Run(proposed, role.ToString(), calls.Select(c => new RecordedCall(c.Issued, c.Caller.Origin, c.Caller.Evidence, InForce(history, role.Account, name, c.Issued.Time))));
        return new AnsweredReplay(role.ToString(), this, report, Reach.Of(reader, Folder, role.Account, Since, Until), calls.Count(c => c.Issued.Call is null));
    }

    // Where a change between is missing, either policy may have been in force.
    private static string? InForce(PolicyHistory history, string account, string name, long time) =>
        history.OtherLookAfter(account, name, time) is null ? history.InForce(account, name, time)?.Document : null;
}

/// <summary>A replay with what is known of the ledger that it rests on.</summary>
/// <param name="Role">The role's ARN.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Report">What was found.</param>
/// <param name="Reach">How far the ledger reaches.</param>
/// <param name="WithoutDetails">Of how many calls the ledger has neither the user agent nor the external id, since it kept none when they were imported.</param>
internal sealed record AnsweredReplay(string Role, ReplayQuestion Question, ReplayReport Report, LedgerReach Reach, int WithoutDetails)
{
    /// <summary>Whether the ledger may lack calls of the time.</summary>
    public bool IsIncomplete => Reach.EmptyDays > 0 || Reach.ForgottenBefore is not null || Reach.State == Sessions.Integrity.CoverageState.Broken;

    public int ExitCode => Report.Refused.Length > 0 ? App.ExitCode.Findings : Report.Undecided.Length > 0 || IsIncomplete ? App.ExitCode.Undecided : App.ExitCode.Fine;
}
