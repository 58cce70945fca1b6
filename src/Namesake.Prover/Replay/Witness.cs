using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Replay;

/// <summary>
/// Two requests that refute a role's attributability: different callers with one session name, of which the source
/// identity does not tell either: it is one, or a request without any is admitted. It can only be made by replaying both
/// through the evaluator.
/// </summary>
public sealed record Witness
{
    private Witness(Request first, Request second) => (First, Second) = (first, second);

    public Request First { get; }

    public Request Second { get; }

    /// <summary>The witness, or null where the evaluator does not confirm it.</summary>
    public static Witness? Confirm(PolicyDocument policy, Request first, Request second) => Confirm(PolicySet.Of(policy), first, second);

    public static Witness? Confirm(PolicySet policies, Request first, Request second)
    {
        // INVARIANT: nothing is shown as a refutation that the concrete evaluator did not admit, both requests of it.
        var refutes = !first.Caller.IsSameAs(second.Caller)
            && first.SessionName == second.SessionName
            && (first.SourceIdentity == second.SourceIdentity || first.SourceIdentity is null || second.SourceIdentity is null)
            && StsAdmission.Admits(policies, first)
            && StsAdmission.Admits(policies, second);
        return refutes ? new Witness(first, second) : null;
    }
}
