using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Questions;

/// <summary>Why nobody gets in, and for whom the statement was probably meant.</summary>
internal static class ClosedWords
{
    public static (string Reason, string Code, SourcePlace? Place) Of(PolicySet policies, ClauseSet read)
    {
        var obstacle = Telling(Obstacles(read));
        var code = obstacle?.Obligation is { Test: var test } && IsOldVersion(test) ? "closed-old-version"
            : obstacle is { Statement.Effect: Effect.Deny, Obligation: null } ? "closed-denied"
            : "closed-condition-never-holds";
        var place = obstacle?.Obligation?.Test.Key.Place ?? obstacle?.Statement?.Place ?? policies.Trust.Place;
        return ($"nobody can assume the role: {Why(obstacle)}", code, place);
    }

    public static string OfKind(ClauseSet read, CallerKind kind) => Why(Telling(Obstacles(read).Where(o => o.Kind == kind)));

    /// <summary>The obstacles, and the keys of which nothing is known.</summary>
    private static IEnumerable<Obstacle> Obstacles(ClauseSet read) => read.Obstacles.Concat(
        from clause in read.Clauses
        from obligation in clause.Met
        where obligation.Test.Matchers.SelectMany(ResolvedTemplates.VariablesOf).Append(obligation.Test.Key.Text).Any(k => KeyCatalogue.PresenceFor(k, clause.Kind) == Presence.Unlisted)
        select new Obstacle(clause.Kind, clause.Entrance, obligation, StsOf(clause)));

    private static string StsOf(Clause clause) => StsAdmission.ActionFor(clause.Kind);

    // A condition says more than a Deny of everything, and that more than an action that is not allowed.
    private static Obstacle? Telling(IEnumerable<Obstacle> obstacles) => obstacles
        .OrderBy(o => (o.Statement, o.Obligation) switch
        {
            ({ Effect: Effect.Deny }, null) => 0,
            (_, { MustHold: true }) => 1,
            (_, { }) => 2,
            _ => 3,
        })
        .FirstOrDefault();

    private static string Why(Obstacle? obstacle) => obstacle switch
    {
        null => "no request passes all conditions together",
        { Statement: null } => $"no statement allows {obstacle.Action}, which the conditions demand",
        { Obligation: null, Statement.Effect: Effect.Deny } => "a Deny without conditions stops them all",
        { Obligation: { Test: var test } obligation } => Why(test, obligation.MustHold, obstacle.Kind),
        _ => $"no name passes all conditions of statement {obstacle.Statement.Label} together",
    };

    private static string Why(ConditionTest test, bool mustHold, CallerKind kind)
    {
        var who = $"a caller of kind {Caller.NameOf(kind)}";
        var absent = KeyCatalogue.PresenceFor(test.Key.Text, kind) == Presence.Never;
        if (!mustHold) return $"the Deny with {test} (line {test.Key.Place.Line}) stops every request of {who}{(absent ? $", which has no {test.Key.Text}" : "")}";
        if (Unlisted(test, kind) is { } unlisted) return $"{unlisted} (line {test.Key.Place.Line}) is no condition key that is known: no request carries it{Meant(test)}";
        if (absent) return $"{test.Key.Text} is never there for {who}{Meant(test)}";
        if (IsOldVersion(test)) return $"without Version 2012-10-17 \"{test.Values[0].Text}\" is literal text, which no name can be";
        return ForgeableWords.IsNameTest(test)
            ? $"no name of {who} can match {string.Join(" or ", test.Values.Select(v => $"\"{v.Text}\""))}{Meant(test)}"
            : $"no request of {who} passes {test} (line {test.Key.Place.Line})";
    }

    private static string? Unlisted(ConditionTest test, CallerKind kind) =>
        test.Matchers.SelectMany(ResolvedTemplates.VariablesOf).Prepend(test.Key.Text).FirstOrDefault(k => KeyCatalogue.PresenceFor(k, kind) == Presence.Unlisted);

    private static string Meant(ConditionTest test) =>
        test.Values.Any(v => v.Text.Contains("aws:username", StringComparison.OrdinalIgnoreCase)) || KeyCatalogue.Is(test.Key.Text, KeyCatalogue.UserName)
            ? "; it was probably meant for IAM users, who alone have a user name" : "";

    private static bool IsOldVersion(ConditionTest test) =>
        test.Version == LanguageVersion.V2008 && test.Values.Any(v => v.Text.Contains("${", StringComparison.Ordinal));
}
