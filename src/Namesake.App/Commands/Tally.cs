using Namesake.App.Reports;
using Namesake.Sessions.Attributions;

namespace Namesake.App.Commands;

/// <summary>How many answers there were of each strength.</summary>
internal sealed class Tally
{
    private readonly int[] _counts = new int[Enum.GetValues<Evidence>().Length];

    public int Total { get; private set; }

    public int Contradictions { get; private set; }

    public void Add(Answer answer)
    {
        _counts[(int)answer.Evidence]++;
        Total++;
        if (answer.Contradiction is not null) Contradictions++;
    }

    public string Describe()
    {
        var parts = Enum.GetValues<Evidence>().Where(e => _counts[(int)e] > 0).Select(e => $"{_counts[(int)e]:N0} {EvidenceWords.NameOf(e)}");
        var alarm = Contradictions > 0 ? $"; {Counts.Of(Contradictions, "bears a name that its key contradicts", "bear a name that their keys contradict")}" : "";
        return Total == 0 ? "no session events among them" : $"{Counts.Of(Total, "session event")}: {string.Join(", ", parts)}{alarm}";
    }
}
