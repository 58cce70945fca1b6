using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>How a name is lost on the way.</summary>
internal enum Loss
{
    None,

    /// <summary>The role lets these callers choose a name that is also another's.</summary>
    FreeNames,

    /// <summary>These callers' names differ, but others' may be the same.</summary>
    SharedNames,

    /// <summary>The prover did not decide.</summary>
    NotProved,

    /// <summary>Others arrive with source identities that may be the same, or with none.</summary>
    SourceIdentities,
}

/// <summary>An assumption of a role that is possible, or that could not be excluded: by an origin or by sessions of another role.</summary>
/// <param name="To">The role.</param>
/// <param name="IsCertain">Whether a request was found that the role admits.</param>
/// <param name="Carrier">What tells these callers apart, among themselves.</param>
/// <param name="Sole">The one caller, where there is but one and it is known.</param>
/// <param name="Loss">Whether and why the session's name does not tell which of them it is.</param>
internal sealed record Step(ChainRole To, bool IsCertain, Carrier? Carrier, Caller? Sole, Loss Loss)
{
    public static Step Of(ChainRole to, RoleAnswer answer, CallerAnswer open)
    {
        var loss = ChainRole.IsName(answer.Carrier) ? (to.TellsNames ? Loss.None : to.Whole.Verdict == Verdict.Unknown ? Loss.NotProved : Loss.SharedNames)
            : answer.Verdict == Verdict.Unknown ? Loss.NotProved
            : Loss.FreeNames;
        var sole = answer.Carrier == Prover.Questions.Carrier.SoleCaller ? open.Example?.Caller : null;
        return new Step(to, open.CanAssume == true, answer.Carrier, sole, loss);
    }
}

/// <summary>A first step: by callers who are no session of a role of the input.</summary>
/// <param name="Origin">The callers.</param>
/// <param name="Step">The step.</param>
/// <param name="SetsSourceIdentity">Whether the role admits none of them without a source identity.</param>
internal sealed record Entry(Origin Origin, Step Step, bool SetsSourceIdentity);
