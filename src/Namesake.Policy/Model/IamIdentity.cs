using System.Collections.Immutable;

namespace Namesake.Policy.Model;

/// <summary>A policy that says what an identity may do: its own, attached to it, of a group, or its permissions boundary.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html</remarks>
/// <param name="Name">Its name, or its ARN where it is a managed policy.</param>
/// <param name="Policy">The document in force as read.</param>
public sealed record IdentityPolicy(string Name, ParsedPolicy Policy);

/// <summary>An IAM user or role that exists, with every policy that says what it may do.</summary>
/// <param name="Arn">Its ARN, path included.</param>
/// <param name="Account">Its account.</param>
/// <param name="Policies">Inline and attached ones, and for a user those of its groups.</param>
/// <param name="Boundary">Its permissions boundary, which only limits; null where it has none.</param>
public sealed record IamIdentity(Arn Arn, AccountId Account, ImmutableArray<IdentityPolicy> Policies, IdentityPolicy? Boundary)
{
    /// <summary>The kind of caller that it, or a session of it, is.</summary>
    public CallerKind Kind => Arn.ResourceType == "user" ? CallerKind.IamUser : CallerKind.RoleSession;
}

/// <summary>The identities of the accounts at hand.</summary>
/// <param name="All">Users and roles, each once.</param>
/// <param name="Diagnostics">What is wrong with their policies.</param>
/// <param name="IsWhole">Whether every page was there and read, so that nobody is missing.</param>
public sealed record IdentityListing(ImmutableArray<IamIdentity> All, ImmutableArray<Diagnostic> Diagnostics, bool IsWhole)
{
    public static readonly IdentityListing None = new([], [], IsWhole: false);
}
