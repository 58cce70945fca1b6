using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Questions;

/// <summary>Why two callers can share a name: who they are, which statement lets them, which condition does not stop them.</summary>
internal sealed record ForgeableWords(string Reason, string Code, SourcePlace? Place, SourcePlace? Condition)
{
    public static ForgeableWords Of(PolicySet policies, Witness witness)
    {
        var (first, second) = (witness.First, witness.Second);
        var both = $"{Name(first.Caller)} and {Name(second.Caller)} can both open a session named \"{first.SessionName}\"";
        var statements = new[] { Entrance(policies, first), Entrance(policies, second) };
        if (statements.FirstOrDefault(s => s is not null && !s.Conditions.Any(IsNameTest)) is { } loose && !DeniesName(policies))
            return new($"{both}: {Anyone(statements[0] == loose ? first : second)} may call themselves {first.SessionName} (statement {loose.Label})", "forgeable-free-name", loose.Place, null);
        var deciding = statements[1] ?? statements[0];
        var test = deciding?.Conditions.FirstOrDefault(IsNameTest);
        var accounts = first.Caller.Kind == second.Caller.Kind && first.Caller.Account != second.Caller.Account;
        return new(test is null ? both : $"{both}: {test} fits both", accounts ? "forgeable-several-accounts" : "forgeable-weak-condition", deciding?.Place, test?.Key.Place);
    }

    public static bool IsNameTest(ConditionTest test) =>
        KeyCatalogue.Is(test.Key.Text, KeyCatalogue.SessionName) || KeyCatalogue.Is(test.Key.Text, KeyCatalogue.SourceIdentity);

    private static Statement? Entrance(PolicySet policies, Request request) =>
        Evaluator.Decide(policies.Trust, RequestContext.Of(request), request.Action).Deciding;

    private static bool DeniesName(PolicySet policies) => policies.Statements.Any(s => s.Effect == Effect.Deny && s.Conditions.Any(IsNameTest));

    private static string Anyone(Request request) => request.Caller switch
    {
        { Kind: CallerKind.IamUser, Account: var account } => $"anyone in {account}",
        { Kind: CallerKind.RoleSession } caller => $"any session of {caller.PrincipalArn}",
        var caller => $"anyone whom {caller.Arn} knows",
    };

    private static string Name(Caller caller) => caller.Kind switch
    {
        CallerKind.IamUser => $"user {caller.UserName} of {caller.Account}",
        CallerKind.RoleSession when Arn.TryParse(caller.Arn, out var arn) => $"session {arn.ResourceId} of {caller.Account}",
        _ => $"{caller.UserName} of {caller.Arn}",
    };
}
