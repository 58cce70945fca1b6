using System.Collections.Concurrent;
using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Sources.Roles;

/// <summary>Authorization details of one or several accounts, gathered from all their pages and then put together.</summary>
/// <param name="shared">Policies that AWS manages, which all accounts have in common; null where each input has its own.</param>
internal sealed class AccountDetails(ConcurrentDictionary<string, IdentityPolicy>? shared = null)
{
    private readonly List<IDetail> _users = [];
    private readonly List<IDetail> _roles = [];
    private readonly Dictionary<(AccountId Account, string Name), IDetail> _groups = [];
    private readonly Dictionary<string, IDetail> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IdentityPolicy> _read = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>Whether something of the input was not read, nobody knows whose.</summary>
    public bool HasGaps { get; set; }

    public void AddUser(IDetail user) => _users.Add(user);

    public void AddRole(IDetail role) => _roles.Add(role);

    public void AddGroup(IDetail group)
    {
        if (ArnOf(group) is var (_, account) && group.Text("GroupName") is { } name) _groups.TryAdd((account, name), group);
    }

    // Templates have lists of that name too, of policies without an ARN.
    public void AddPolicy(IDetail policy)
    {
        if (policy.Text("Arn") is { } arn && policy.Has("PolicyVersionList")) _policies.TryAdd(arn, policy);
    }

    public void Unread(SourcePlace place, string why)
    {
        HasGaps = true;
        _diagnostics.Add(new Diagnostic(Severity.Error, "detail-not-read", $"this user, group, role or policy was not read: {why}", place));
    }

    /// <param name="isWhole">Whether all pages of all listings are there.</param>
    public IdentityListing Join(bool isWhole)
    {
        var identities = _users.Select(u => IdentityOf(u, "UserPolicyList")).Concat(_roles.Select(r => IdentityOf(r, "RolePolicyList"))).OfType<IamIdentity>()
            .DistinctBy(i => i.Arn)
            .ToImmutableArray();
        var policies = identities.SelectMany(i => i.Boundary is null ? i.Policies : i.Policies.Add(i.Boundary)).Distinct<IdentityPolicy>(ReferenceEqualityComparer.Instance);
        return new IdentityListing(identities, [.. _diagnostics, .. policies.SelectMany(p => p.Policy.Diagnostics).Distinct()], isWhole && !HasGaps);
    }

    private IamIdentity? IdentityOf(IDetail detail, string inline)
    {
        if (ArnOf(detail) is not var (arn, account)) return null;
        var policies = PoliciesOf(detail, inline).Concat(detail.Texts("GroupList").SelectMany(g => OfGroup(detail, account, g)));
        var boundary = detail.Part("PermissionsBoundary")?.Text("PermissionsBoundaryArn");
        return new IamIdentity(arn, account, [.. policies], boundary is null ? null : Managed(boundary, detail));
    }

    private IEnumerable<IdentityPolicy> PoliciesOf(IDetail owner, string inline)
    {
        foreach (var policy in owner.Parts(inline)) yield return new IdentityPolicy(policy.Text("PolicyName") ?? "(unnamed)", policy.Policy("PolicyDocument"));
        foreach (var attached in owner.Parts("AttachedManagedPolicies"))
            if (attached.Text("PolicyArn") is { } arn)
                yield return Managed(arn, attached);
    }

    private IEnumerable<IdentityPolicy> OfGroup(IDetail user, AccountId account, string name) =>
        _groups.TryGetValue((account, name), out var group)
            ? PoliciesOf(group, "GroupPolicyList")
            : [new IdentityPolicy(name, Detail.Missing("group-not-in-input", $"the group {name} of this user is not among the inputs: its policies are not known", user.Place))];

    private IdentityPolicy Managed(string arn, IDetail attachment)
    {
        if (_read.TryGetValue(arn, out var known) || shared?.TryGetValue(arn, out known) == true) return known;
        if (!_policies.TryGetValue(arn, out var policy))
            return _read[arn] = new IdentityPolicy(arn, Detail.Missing("policy-not-in-input", $"{arn} is attached here, but its document is not among the inputs", attachment.Place));
        var inForce = policy.Parts("PolicyVersionList").FirstOrDefault(v => v.IsTrue("IsDefaultVersion"))
            ?? policy.Parts("PolicyVersionList").FirstOrDefault(v => v.Text("VersionId") is { } id && id == policy.Text("DefaultVersionId"));
        var parsed = inForce?.Policy("Document") ?? Detail.Missing("no-default-version", $"none of the versions of {arn} is said to be in force", policy.Place);
        var read = _read[arn] = new IdentityPolicy(arn, parsed);
        if (arn.Contains(":iam::aws:", StringComparison.Ordinal)) shared?.TryAdd(arn, read);
        return read;
    }

    private static (Arn Arn, AccountId Account)? ArnOf(IDetail detail) =>
        Arn.TryParse(detail.Text("Arn"), out var arn) && AccountId.TryParse(arn.Account, out var account) ? (arn, account) : null;
}
