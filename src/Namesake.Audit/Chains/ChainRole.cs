using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>A role of the input as a place where chains arrive.</summary>
internal sealed class ChainRole(Role role, Arn arn, AccountId account)
{
    private static readonly string[] Actions = [StsAdmission.AssumeRole, StsAdmission.AssumeRoleWithSaml, StsAdmission.AssumeRoleWithWebIdentity];

    public Role Role { get; } = role;

    public string Arn { get; } = arn.ToString();

    public string Name { get; } = arn.Name;

    public AccountId Account { get; } = account;

    /// <summary>Null where it was not understood.</summary>
    public PolicyDocument? Trust { get; } = role.TrustPolicy.HasErrors ? null : role.TrustPolicy.Document;

    /// <summary>The answer for all who can come, however.</summary>
    public RoleAnswer Whole { get; } = Attributable.Ask(role.TrustPolicy, d => CallerGuard.None.Beside(d, arn.ToString()), Assumptions.None);

    /// <summary>Whether no two of all who can come get one session name.</summary>
    public bool TellsNames => IsName(Whole.Carrier);

    /// <summary>Whom the policy lets in by name, by account, or everyone.</summary>
    public ImmutableArray<Principal> Trusted { get; } = role.TrustPolicy is { HasErrors: false, Document: { } trust }
        ? [.. trust.Statements.Where(s => s is { Effect: Effect.Allow, Principal.Negated: false } && Actions.Any(a => s.Action?.Matches(a) == true)).SelectMany(s => s.Principal!.Principals).Distinct()]
        : [];

    public static bool IsName(Carrier? carrier) => carrier is Carrier.SessionName or Carrier.SoleCaller;

    public RoleAnswer Ask(CallerGuard guard) => Attributable.Ask(guard.Beside(Trust!, Arn), Assumptions.None);

    /// <summary>What is known of a request by any session of the role.</summary>
    public RequestContext Sessions { get; } = RequestContext.Of(new Request(
        StsAdmission.AssumeRole, Caller.Session(account, arn.Name, "any", arn.Partition), "any", null, Request.NoContext.SetItem("aws:PrincipalArn", ContextValue.Of(arn.ToString()))));
}
