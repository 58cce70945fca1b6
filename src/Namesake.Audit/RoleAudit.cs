using System.Collections.Immutable;
using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit;

/// <summary>Asks the question of every role and says what to do about the answer.</summary>
public static class RoleAudit
{
    public static AuditReport Run(IEnumerable<Role> roles, ImmutableArray<Diagnostic> diagnostics) => Run(roles, diagnostics, Premises.None);

    /// <param name="roles">The roles, in the order of the report.</param>
    /// <param name="diagnostics">What was found wrong with the inputs.</param>
    /// <param name="premises">What the verdicts may rest on beside the trust policies.</param>
    public static AuditReport Run(IEnumerable<Role> roles, ImmutableArray<Diagnostic> diagnostics, Premises premises)
    {
        var findings = roles.Select(r => Audit(r, premises)).ToImmutableArray();
        var ofPolicies = findings.Where(f => f.Standing != Standing.Exempt).SelectMany(f => f.Role.TrustPolicy.Diagnostics);
        return new AuditReport(findings, [.. diagnostics, .. ofPolicies]) { Premises = premises };
    }

    private static RoleFinding Audit(Role role, Premises premises)
    {
        if (Exemption(role) is var (code, reason)) return new RoleFinding(role, Standing.Exempt, null, reason, code, null);
        var answer = Attributable.Ask(role.TrustPolicy, trust => premises.Around(trust, role), premises.For(role));
        return new RoleFinding(role, StandingOf(answer.Verdict), answer, answer.Reason, answer.Code, Advice(answer))
        {
            Decisive = role.TrustPolicy.Document is { } trust ? Decisive.Of(premises.Around(trust, role), answer) : Decisive.Nothing,
        };
    }

    /// <summary>Roles that AWS keeps and their owner cannot edit.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html</remarks>
    private static (string Code, string Reason)? Exemption(Role role)
    {
        var path = role.Path ?? "";
        if (path.StartsWith("/aws-service-role/", StringComparison.Ordinal))
            return ("exempt-service-linked", "a service-linked role: only its service can assume it, and its owner cannot edit it");
        var reserved = path.StartsWith("/aws-reserved/sso.amazonaws.com/", StringComparison.Ordinal)
            || (path.Length == 0 && role.Name?.StartsWith("AWSReservedSSO_", StringComparison.Ordinal) == true);
        return reserved ? ("exempt-identity-center", "a role of IAM Identity Center, which names its sessions after the user itself") : null;
    }

    private static Standing StandingOf(Verdict verdict) => verdict switch
    {
        Verdict.Attributable => Standing.Attributable,
        Verdict.Forgeable => Standing.Forgeable,
        Verdict.Closed => Standing.Closed,
        Verdict.Workload => Standing.Workload,
        Verdict.Federated => Standing.Federated,
        _ => Standing.Unknown,
    };

    private static string? Advice(RoleAnswer answer) => answer.Code switch
    {
        "closed-old-version" => "write \"Version\": \"2012-10-17\", or variables are literal text",
        "forgeable-several-accounts" => "trust one account in each role, or give each account's names a prefix of their own",
        "unknown-template-expression" => "audit the deployed role",
        "unknown-invalid-principal" => "write a principal that IAM accepts: an account, a user or role ARN, a service",
        _ => answer.Verdict switch
        {
            Verdict.Closed => "mend the condition that never holds, or delete the role",
            Verdict.Forgeable => ForgeableAdvice(answer),
            Verdict.Unknown => "read the policy yourself: this is not proved safe",
            _ => null,
        },
    };

    private static string ForgeableAdvice(RoleAnswer answer) => answer.Witness!.First.Caller.Kind switch
    {
        CallerKind.IamUser => "demand StringEquals sts:RoleSessionName ${aws:username} in every Allow",
        CallerKind.RoleSession => "trust users, or demand a source identity that is set where people sign in",
        CallerKind.WebIdentity => "pin the provider's sub claim to one subject, or tie sts:RoleSessionName to it",
        _ => "let one identity provider name the callers",
    };
}
