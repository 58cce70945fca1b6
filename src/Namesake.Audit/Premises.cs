using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit;

/// <summary>What an audit takes for granted beside the trust policies: verdicts rest on it.</summary>
/// <param name="ServiceControls">Service control policies, taken to bind every IAM user and role session that a trust policy lets in.</param>
/// <param name="ResourceControls">Resource control policies, taken to bind everybody.</param>
/// <param name="IdentifyingKeys">Condition keys whose value names one person.</param>
/// <param name="People">User names that exist, by account: for examples.</param>
public sealed record Premises(
    ImmutableArray<PolicyDocument> ServiceControls,
    ImmutableArray<PolicyDocument> ResourceControls,
    ImmutableArray<string> IdentifyingKeys,
    ImmutableDictionary<AccountId, ImmutableArray<string>> People)
{
    public static readonly Premises None = new([], [], [], ImmutableDictionary<AccountId, ImmutableArray<string>>.Empty);

    /// <summary>Whether a verdict may rest on them; examples do not count.</summary>
    public bool AreEmpty => ServiceControls.IsEmpty && ResourceControls.IsEmpty && IdentifyingKeys.IsEmpty;

    /// <summary>The role's trust policy with the organization's policies beside it.</summary>
    public PolicySet Around(PolicyDocument trust, Role role) => new(trust, ServiceControls, ResourceControls, role.Arn);

    public Assumptions For(Role role) => new(IdentifyingKeys, PeopleOf(role));

    private ImmutableArray<string> PeopleOf(Role role) =>
        Arn.TryParse(role.Arn, out var arn) && AccountId.TryParse(arn.Account, out var account) && People.TryGetValue(account, out var names) ? names : [];
}
