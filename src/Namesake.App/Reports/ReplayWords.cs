using Namesake.App.Commands;
using Namesake.Sessions.Integrity;

namespace Namesake.App.Reports;

/// <summary>What is known of the ledger that a replay rests on, in sentences.</summary>
internal static class ReplayWords
{
    public static IEnumerable<string> Gaps(AnsweredReplay answer)
    {
        var (reach, question) = (answer.Reach, answer.Question);
        if (reach.EmptyDays > 0)
            yield return $"the ledger has no event of this account on {reach.EmptyDays} of {Counts.Of(reach.Days, "day")}, from {Times.Of(Math.Max(reach.First!.Value, question.Since))} on: calls of those days are not among these; import their logs";
        if (reach.ForgottenBefore is { } before) yield return $"events of before {Times.Of(before)} are forgotten: calls of before are not among these";
        if (answer.WithoutDetails > 0)
            yield return $"of {Counts.Of(answer.WithoutDetails, "call")} the ledger has no user agent and no external id, which it did not keep when they were imported: import their logs into a new folder to know them";
        yield return reach switch
        {
            { WereVerified: false } => "nobody verified these logs: calls may be missing (run 'namesake verify FOLDER --public-keys FILE --record')",
            { State: CoverageState.Broken } => $"the logs have gaps ({reach.Code} in {reach.Where}): calls may be missing",
            { State: CoverageState.Undecided } => $"the logs are not proved complete ({reach.Code} in {reach.Where}): calls may be missing",
            _ => "the logs are proved complete for the Regions that were verified",
        };
    }
}
