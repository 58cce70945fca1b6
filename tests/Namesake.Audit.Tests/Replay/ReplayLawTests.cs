using CsCheck;
using Namesake.Audit.Replay;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using static Namesake.Audit.Tests.Replay.Calls;

namespace Namesake.Audit.Tests.Replay;

/// <summary>What is known is decided as the evaluator decides it; what is not, is never decided otherwise than every way it may have been.</summary>
public sealed class ReplayLawTests
{
    private static readonly string[] Conditions =
    [
        "", "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}", "\"StringLike\":{\"sts:RoleSessionName\":\"a*\"}", "\"StringNotEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}",
        "\"StringEquals\":{\"aws:PrincipalTag/t\":\"x\"}", "\"StringNotEquals\":{\"aws:PrincipalTag/t\":\"x\"}", "\"Null\":{\"aws:PrincipalTag/t\":\"true\"}", "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:PrincipalTag/t}\"}",
        "\"StringEquals\":{\"aws:PrincipalTag/u\":\"x\"}", "\"StringEquals\":{\"sts:SourceIdentity\":\"alice\"}",
    ];

    private static readonly Gen<string>[] Names = [Gen.Const("alice"), Gen.Const("x1"), Gen.Const("xx")];
    private static readonly Gen<string?>[] Identities = [Gen.Const((string?)null), Gen.Const((string?)"alice"), Gen.Const((string?)"bob")];

    private static readonly Gen<string> Policies =
        from statements in Gen.Select(Gen.Bool, Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 3]
        select $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements.Select(s => Statement(s.Item1, s.Item2, s.Item3)))}}]}""";

    [Fact]
    public void A_decided_call_is_decided_alike_whatever_the_log_does_not_tell()
    {
        var decided = 0;
        Gen.Select(Policies, Policies, Gen.OneOf(Names), Gen.OneOf(Identities)).Sample((proposed, then, session, identity) =>
        {
            var verdict = Verdict(proposed, Of(User("alice"), session, Details, identity, then));
            var (policy, old) = (PolicyParser.Parse(proposed).Document!, PolicyParser.Parse(then).Document!);
            // Of a history that cannot have been, anything may be said.
            var worlds = Worlds(session, identity).Where(w => StsAdmission.Admits(old, w)).ToList();
            if (verdict != ReplayVerdict.CannotSay && worlds.Count > 0) Interlocked.Increment(ref decided);
            Assert.All(worlds, w => Assert.True(verdict == ReplayVerdict.CannotSay || verdict == ReplayVerdict.Allowed == StsAdmission.Admits(policy, w), $"{verdict} of {proposed} after {then}"));
        }, iter: 2_000);
        Assert.True(decided > 200, $"only {decided} were decided");
    }

    // The tags of the caller, which no log tells: none, or one of some values.
    private static IEnumerable<Request> Worlds(string session, string? identity)
    {
        string?[] values = [null, "x", "x1", "xx", "alice"];
        foreach (var t in values)
            foreach (var u in values)
                yield return new Request("sts:AssumeRole", Caller.User(AccountId.Of("111122223333"), "alice"), session, identity, Context(("aws:PrincipalTag/t", t), ("aws:PrincipalTag/u", u)));
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, ContextValue> Context(params (string Key, string? Value)[] keys) =>
        keys.Where(k => k.Value is not null).Aggregate(Request.NoContext, (context, key) => context.SetItem(key.Key, ContextValue.Of(key.Value!)));

    private static string Statement(bool allow, int first, int second)
    {
        // Two tests of one operator would be one name twice.
        var conditions = first == second || Conditions[first].Split(':')[0] == Conditions[second].Split(':')[0] ? Conditions[first] : string.Join(',', ((string[])[Conditions[first], Conditions[second]]).Where(c => c.Length > 0));
        return $$"""{"Effect":"{{(allow ? "Allow" : "Deny")}}","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"]{{(conditions.Length == 0 ? "" : $",\"Condition\":{{{conditions}}}")}}}""";
    }
}
