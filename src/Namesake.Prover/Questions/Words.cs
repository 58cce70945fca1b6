using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Questions;

/// <summary>What the analysis found, in a person's words.</summary>
internal static class Words
{
    public static string OfWitness(Witness witness) =>
        $"{Name(witness.First.Caller)} and {Name(witness.Second.Caller)} can both open a session named \"{witness.First.SessionName}\"";

    public static string ClosedCode(Way way) => way.Tests.Any(t => t.Version == LanguageVersion.V2008 && t.Values.Any(v => v.Text.Contains("${", StringComparison.Ordinal)))
        ? "closed-old-version"
        : "closed-condition-never-holds";

    public static string ForgeableCode(ImmutableArray<Way> live, Witness witness)
    {
        var accounts = witness.First.Caller.Account != witness.Second.Caller.Account;
        var tested = live.Where(w => w.Kind == witness.First.Caller.Kind).All(w => w.Tests.Any(IsNameTest));
        return !tested ? "forgeable-free-name" : accounts ? "forgeable-several-accounts" : "forgeable-weak-condition";
    }

    /// <summary>The statement that lets the second request in, which is the one that breaks the name.</summary>
    public static SourcePlace? PlaceOf(PolicyDocument policy, Witness witness) =>
        Evaluator.Decide(policy, RequestContext.Of(witness.Second), witness.Second.Action).Deciding?.Place;

    public static string WhyUndecided(ImmutableArray<Way> ways, Request? example)
    {
        var unmodelled = ways.SelectMany(w => w.Tests).FirstOrDefault(t => KeyCatalogue.PresenceFor(t.Key.Text, ways[0].Kind) == Presence.Unmodelled);
        if (unmodelled is not null) return $"the condition key {unmodelled.Key.Text} (line {unmodelled.Key.Place.Line}) is not modelled";
        var test = ways.SelectMany(w => w.Tests).FirstOrDefault(IsNameTest) ?? ways.SelectMany(w => w.Tests).FirstOrDefault();
        return (test, example) switch
        {
            (null, _) => "these callers are not modelled",
            (_, null) => $"no request was found that the policy admits; the condition {test} (line {test.Key.Place.Line}) is not analysed yet",
            _ => $"no two callers with one name were found, and no proof that there are none; the condition {test} (line {test.Key.Place.Line}) is not analysed yet",
        };
    }

    public static bool IsNameTest(ConditionTest test) =>
        test.Key.Text.Equals(KeyCatalogue.SessionName, StringComparison.OrdinalIgnoreCase)
        || test.Key.Text.Equals(KeyCatalogue.SourceIdentity, StringComparison.OrdinalIgnoreCase);

    private static string Name(Caller caller) => caller.Kind switch
    {
        CallerKind.IamUser => $"user {caller.UserName} of {caller.Account}",
        CallerKind.RoleSession when Arn.TryParse(caller.Arn, out var arn) => $"session {arn.ResourceId} of {caller.Account}",
        _ => $"{caller.UserName} of {caller.Arn}",
    };
}
