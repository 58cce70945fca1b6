using Namesake.Sessions.Attributions;

namespace Namesake.App.Reports;

/// <summary>How the strengths of evidence are called in output, and what they mean to a person.</summary>
internal static class EvidenceWords
{
    public static string NameOf(Evidence evidence) => evidence switch
    {
        Evidence.Key => "key",
        Evidence.Session => "session",
        Evidence.EnforcedName => "enforced-name",
        Evidence.ClaimedName => "claimed-name",
        Evidence.Ambiguous => "ambiguous",
        _ => "none",
    };

    public static string Meaning(Evidence evidence) => evidence switch
    {
        Evidence.Key => "certain",
        Evidence.Session => "nearly certain",
        Evidence.EnforcedName => "certain as far as AWS names sessions itself",
        Evidence.ClaimedName => "a claim: nothing forced this name",
        Evidence.Ambiguous => "not decided: several fit",
        _ => "not known",
    };
}
