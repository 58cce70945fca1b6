using Namesake.Policy.Model;
using Namesake.Prover.Clauses;

namespace Namesake.Prover.Questions;

/// <summary>What was not decided, where it stands, and what would decide it.</summary>
internal static class UnknownWords
{
    public static RoleAnswer Of(Clause undecided, CallerAnswer? answer)
    {
        var test = Culprit(undecided);
        var reason = answer is { CanAssume: null } ? answer.Reason
            : undecided.Doubtful is { } doubtful ? $"AWS does not say what {doubtful} (line {doubtful.Key.Place.Line}) means for a request without {doubtful.Key.Text}; write it without ForAnyValue or without IfExists"
            : $"no two callers with one name were found, and no proof that there are none{At(test)}";
        return RoleAnswer.Unknown("unknown-not-modelled", reason, (answer is not { CanAssume: null } ? undecided.Doubtful?.Key.Place : null) ?? test?.Key.Place ?? undecided.Entrance?.Place);
    }

    public static string NoExample(List<Clause> clauses)
    {
        var doubtful = clauses.Find(c => c.Doubtful is not null)?.Doubtful;
        return doubtful is not null
            ? $"AWS does not say what {doubtful} (line {doubtful.Key.Place.Line}) means for a request without {doubtful.Key.Text}; write it without ForAnyValue or without IfExists"
            : $"no request was found that the policy admits{At(Culprit(clauses[0]))}";
    }

    private static ConditionTest? Culprit(Clause clause)
    {
        var forgotten = clause.Loose.FirstOrDefault(o => ForgeableWords.IsNameTest(o.Test));
        return forgotten.Test ?? clause.Loose.FirstOrDefault().Test ?? clause.Context.FirstOrDefault().Test;
    }

    private static string At(ConditionTest? test) =>
        test is null ? "" : $"; the condition {test} (line {test.Key.Place.Line}) is in the way: write its values out, or without wildcards";
}
