using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>What the requests of a small world refute of an answer. An answer that nothing refutes need not be true; one that something does is false.</summary>
internal static class Contradictions
{
    public static IEnumerable<string> Of(PolicyDocument policy, RoleAnswer answer, Census census) =>
        [.. OfVerdict(policy, answer, census), .. answer.Callers.SelectMany(c => OfKind(policy, c, census.Of(c.Kind))), .. OfSilence(answer, census), .. OfForm(answer)];

    private static IEnumerable<string> OfVerdict(PolicyDocument policy, RoleAnswer answer, Census census)
    {
        var named = census.WithoutServices;
        switch (answer.Verdict)
        {
            case Verdict.Attributable or Verdict.Federated:
                if (CarrierFault(answer.Carrier, named) is { } fault) yield return $"{answer.Verdict}, yet {fault}";
                if (answer.Verdict == Verdict.Federated && named.Kinds.Any(k => k is CallerKind.IamUser or CallerKind.RoleSession)) yield return "federated, yet callers of AWS are admitted";
                break;
            case Verdict.Closed when !census.IsEmpty:
                yield return $"closed, yet {Brief(census.Admitted[0])} is admitted";
                break;
            case Verdict.Workload when !named.IsEmpty:
                yield return $"workload, yet {Brief(named.Admitted[0])} is admitted";
                break;
            case Verdict.Forgeable:
                foreach (var why in OfWitness(policy, answer)) yield return why;
                break;
        }
    }

    /// <summary>Why the carrier does not tell the admitted callers apart, or null.</summary>
    public static string? CarrierFault(Carrier? carrier, Census named) => carrier switch
    {
        Carrier.SessionName => named.SessionNameClash is { } clash ? $"{Brief(clash)} share a session name" : null,
        Carrier.SourceIdentity when !named.AllHaveSourceIdentity => "a request without a source identity is admitted",
        Carrier.SourceIdentity => named.SourceIdentityClash is { } clash ? $"{Brief(clash)} share a source identity" : null,
        Carrier.SoleCaller => named.CallerCount > 1 ? "several callers are admitted" : null,
        _ => "nothing carries the identity",
    };

    public static IEnumerable<string> OfWitness(PolicyDocument policy, RoleAnswer answer)
    {
        if (answer.Witness is not { First: var first, Second: var second })
        {
            yield return "forgeable without a witness";
            yield break;
        }
        if (Identity.Of(first.Caller) == Identity.Of(second.Caller)) yield return $"the witness has one caller: {first.Caller}";
        if (first.SessionName != second.SessionName) yield return "the witness has two session names";
        if (first.SourceIdentity != second.SourceIdentity && first.SourceIdentity is not null && second.SourceIdentity is not null) yield return "the witness has two source identities";
        foreach (var request in (Request[])[first, second])
        {
            if (!StsAdmission.Admits(policy, request)) yield return $"the witness {Brief(request)} is not admitted";
            if (Lifelike.Fault(request) is { } fault) yield return $"the witness {Brief(request)} cannot happen: {fault}";
        }
    }

    private static IEnumerable<string> OfKind(PolicyDocument policy, CallerAnswer answer, Census mine)
    {
        if (answer.CanAssume == false && !mine.IsEmpty) yield return $"{answer.Kind} cannot assume, yet {Brief(mine.Admitted[0])} is admitted";
        if (answer.Verdict == Verdict.Closed && !mine.IsEmpty) yield return $"{answer.Kind} is closed, yet {Brief(mine.Admitted[0])} is admitted";
        if (answer.Verdict == Verdict.Closed && answer.CanAssume != false) yield return $"{answer.Kind} is closed, yet may assume";
        if (answer.CanAssume == true != answer.Example is not null) yield return $"{answer.Kind} can assume without an example, or has one and cannot";
        if (answer.Example is { } example && (example.Caller.Kind != answer.Kind || !StsAdmission.Admits(policy, example))) yield return $"the example {Brief(example)} is not admitted";
        if (answer.Example is { } shown && Lifelike.Fault(shown) is { } fault) yield return $"the example {Brief(shown)} cannot happen: {fault}";
        var proved = answer.Verdict is Verdict.Attributable or Verdict.Federated;
        if (proved && mine.SessionNameClash is not null && mine.CallerCount > 1 && (!mine.AllHaveSourceIdentity || mine.SourceIdentityClash is not null))
            yield return $"{answer.Kind} is {answer.Verdict}, yet neither name tells its callers apart";
        if (answer.Reason.Length == 0) yield return $"{answer.Kind} has no reason";
    }

    // A kind that is admitted must be spoken of.
    private static IEnumerable<string> OfSilence(RoleAnswer answer, Census census) =>
        census.Kinds.Where(k => answer.Callers.All(c => c.Kind != k)).Select(k => $"nothing is said of {k}, yet {Brief(census.Of(k).Admitted[0])} is admitted");

    private static IEnumerable<string> OfForm(RoleAnswer answer)
    {
        if (answer.Reason.Length == 0 || answer.Code.Length == 0) yield return "an answer without reason or code";
        if (answer.Verdict == Verdict.Unknown && !answer.Code.StartsWith("unknown-", StringComparison.Ordinal)) yield return $"unknown with the code {answer.Code}";
        if (answer.Witness is not null && answer.Verdict != Verdict.Forgeable) yield return $"{answer.Verdict} with a witness";
    }

    private static string Brief((Request First, Request Second) pair) => $"{Brief(pair.First)} and {Brief(pair.Second)}";

    private static string Brief(Request request) =>
        $"[{Identity.Of(request.Caller)} as {request.SessionName}/{request.SourceIdentity ?? "none"} {string.Join(' ', request.Context.Select(c => $"{c.Key}={c.Value}"))}]";
}
