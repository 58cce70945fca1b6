using System.Collections.Immutable;
using Namesake.Sessions.Events;

namespace Namesake.Sessions.Attributions;

/// <summary>Who is behind an event: the identity at the far end of the chain.</summary>
/// <param name="Type">The type of its userIdentity; <c>Unknown</c> where only a name is known.</param>
/// <param name="Arn">Its ARN; for an IdentityCenterUser that of the identity store, without which the id says nothing.</param>
/// <param name="Account">Its account.</param>
/// <param name="UserName">Its name.</param>
/// <param name="PrincipalId">Its unique id.</param>
/// <param name="InvokedBy">The service, for AWSService.</param>
public sealed record Origin(string Type, string? Arn, string? Account, string? UserName, string? PrincipalId, string? InvokedBy)
{
    /// <summary>How a person calls it.</summary>
    public string Label => Type switch
    {
        "AWSService" => InvokedBy ?? "an AWS service",
        "Root" => $"the root user of {Account}",
        "AWSAccount" => $"{PrincipalId ?? "somebody"} of account {Account}",
        // Its ARN is that of the identity store, which all its users share.
        "IdentityCenterUser" => UserName ?? (PrincipalId is null ? "an Identity Center user" : $"Identity Center user {PrincipalId}"),
        "AssumedRole" => Arn ?? PrincipalId ?? "a role session",
        _ => UserName ?? Arn ?? PrincipalId ?? "somebody",
    };
}

/// <summary>One way back: the credentials from the action to the origin, and the origin.</summary>
public sealed record Candidate(Origin Origin, ImmutableArray<IssuedCredential> Chain);

/// <summary>The answer for one identity at one time; events that share it share the answer.</summary>
/// <param name="Origin">Who is behind it; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="Chain">The issued credentials from the action back to the origin.</param>
/// <param name="Candidates">Where the evidence is ambiguous: every way that fits.</param>
/// <param name="Complete">False when the origin is itself a session whose issuing event is not at hand.</param>
/// <param name="Contradiction">A name that says otherwise than the keys: an alarm of its own.</param>
/// <param name="Grant">The sign-in grant through which the person acts, where one was found.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Answer(
    Origin? Origin,
    Evidence Evidence,
    ImmutableArray<IssuedCredential> Chain,
    ImmutableArray<Candidate> Candidates,
    bool Complete,
    string? Contradiction,
    SignInGrant? Grant,
    string Reason);

/// <summary>An event with its answer.</summary>
public sealed record Attribution(TrailEvent Event, Answer Answer);
