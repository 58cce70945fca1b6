using Namesake.Sessions.Integrity;

namespace Namesake.App.Reports;

/// <summary>What the logs are worth that an answer rests on, in sentences.</summary>
internal static class FootingWords
{
    /// <summary>One sentence about the logs in which the answer's events stand, each kind of them named.</summary>
    /// <param name="footing">What is known of them.</param>
    /// <param name="wereVerified">Whether anybody ever verified any.</param>
    public static string Grounds(Footing footing, bool wereVerified)
    {
        if (!wereVerified) return "rests on logs that nobody verified (run 'namesake verify FOLDER --public-keys FILE --record')";
        return string.Join("; ", footing.Grounds.GroupBy(g => (g.Account, g.Region, g.State, g.Code)).OrderByDescending(g => g.Key.State).Select(g => Ground(g.First(), g.Min(p => p.From), g.Max(p => p.Until))));
    }

    /// <summary>One sentence about the issuing event that is missing.</summary>
    public static string Missing(MissingIssue missing)
    {
        var when = missing.Until - missing.From <= 1_000 ? $"at {Times.Of(missing.From)}" : $"between {Times.Of(missing.From)} and {Times.Of(missing.Until)}";
        var where = $"{missing.Account} {string.Join(", ", missing.Regions)}";
        return missing.State switch
        {
            CoverageState.Proved => $"the session was issued {when}, and the logs of {where} are proved complete for that time: its issuing event is in no gap of them; it was issued in another Region, or the trail does not log it",
            CoverageState.Broken => $"the session was issued {when}, and the logs of {missing.Account} {missing.Where} of that time are broken ({missing.Code}): its issuing event may be in that gap",
            _ when missing.Where is null => $"the session was issued {when}: where its issuing event would be logged is not known",
            _ => $"the session was issued {when}, and nobody proved the logs of {missing.Account} {missing.Where} complete for that time: its issuing event may be in a gap",
        };
    }

    public static string NameOf(CoverageState state) => VerificationJson.NameOf(state);

    private static string Ground(LogGround ground, long from, long until)
    {
        var which = ground.Account is null || ground.Region is null ? "the logs of an event that does not say its account and Region" : $"the logs of {ground.Account} {ground.Region} from {Times.Of(from)} to {Times.Of(until)}";
        return ground.State switch
        {
            CoverageState.Proved => $"{which} are proved complete",
            CoverageState.Broken => $"{which} are broken: {ground.Code}",
            _ => $"{which} are not verified",
        };
    }
}
