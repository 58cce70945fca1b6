using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Findings;

/// <summary>What one statement of a trust policy does.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Alone">For an Allow: the answer if it were the only one, beside the Denies; null where it lets nobody assume the role.</param>
/// <param name="Without">For a Deny: the verdict without it; null where it was not asked.</param>
public sealed record StatementFinding(Statement Statement, RoleAnswer? Alone, Verdict? Without);
