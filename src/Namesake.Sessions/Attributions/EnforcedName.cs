using Namesake.Sessions.Events;

namespace Namesake.Sessions.Attributions;

/// <summary>What a proof about a trust policy says of one session.</summary>
/// <param name="Origin">The only caller who can have had it.</param>
/// <param name="Carrier">What says so: <c>session name</c>, <c>source identity</c>, or <c>sole caller</c>.</param>
public sealed record EnforcedName(Origin Origin, string Carrier);

/// <summary>Who alone can have obtained a session of these names under a trust policy; null where nothing is proved.</summary>
/// <param name="policy">The policy that was in force.</param>
/// <param name="roleArn">The role.</param>
/// <param name="sessionName">The session's name.</param>
/// <param name="sourceIdentity">Its source identity, where it has one.</param>
public delegate EnforcedName? NameProof(PolicyChange policy, string roleArn, string sessionName, string? sourceIdentity);
