using System.Text;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>
/// Looks for the smallest change of a trust policy that makes its role attributable. Changes are generated, the simplest
/// first, and each is proved with the prover, and shown to lock nobody out, before it is offered. A change only narrows:
/// it takes requests away and adds none, but for the action sts:SetSourceIdentity where a source identity is demanded.
/// </summary>
public static class RoleFix
{
    /// <param name="role">The role, with the text of its trust policy.</param>
    /// <param name="premises">What the proofs may rest on beside the trust policy.</param>
    /// <param name="carrier">Which name is to tell the caller; null for whichever fits.</param>
    /// <exception cref="ArgumentException">The role was read without its text.</exception>
    public static FixOutcome Find(Role role, Premises premises, Carrier? carrier = null)
    {
        if (role.Text is not { } text) throw new ArgumentException("a role is fixed by its text: read it with its text", nameof(role));
        var finding = RoleAudit.Run([role], [], premises).Findings[0];
        if (NoFixWords.Beforehand(finding) is { } none) return none;
        var trust = role.TrustPolicy.Document!;
        if (Quota.CharactersOf(Encoding.UTF8.GetString(text.Utf8.Span)) is var characters and > Quota.Most) return NoFixWords.TooLong(finding, characters);
        return trust.Version == LanguageVersion.V2008 && HoldsVariables(trust) ? NoFixWords.OldVersion(finding) : new FixSearch(role, text, trust, finding, premises).Run(carrier);
    }

    private static bool HoldsVariables(PolicyDocument trust) =>
        trust.Statements.SelectMany(s => s.Conditions).Where(t => t.Operator.TakesVariables).SelectMany(t => t.Values).Any(v => v.Text.Contains("${", StringComparison.Ordinal));
}
