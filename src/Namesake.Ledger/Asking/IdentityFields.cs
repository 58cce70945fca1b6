namespace Namesake.Ledger.Asking;

/// <summary>What <see cref="Sessions.Events.UserIdentity"/> reads from an identity, as expressions over a row <c>d</c> of identities.</summary>
internal static class IdentityFields
{
    /// <summary>The session name: the tail of the ARN, or of the principal id.</summary>
    public const string SessionName =
        """
        CASE WHEN d.type IN ('AssumedRole', 'FederatedUser') THEN coalesce(
          CASE WHEN contains(d.arn, '/') THEN nullif(split_part(d.arn, '/', -1), '') END,
          CASE WHEN contains(d.principal_id, ':') THEN nullif(split_part(d.principal_id, ':', -1), '') END) END
        """;

    /// <summary>The role of a role session, as an ARN.</summary>
    public const string RoleArn =
        """
        CASE WHEN d.type = 'AssumedRole' THEN coalesce(d.issuer_arn, CASE WHEN split_part(d.arn, ':', 6) LIKE 'assumed-role/%' THEN
          split_part(d.arn, ':', 1) || ':' || split_part(d.arn, ':', 2) || ':iam::' || split_part(d.arn, ':', 5) || ':role/' || split_part(d.arn, '/', 2) END) END
        """;

    public const string RoleName = $"CASE WHEN contains({RoleArn}, '/') THEN nullif(split_part({RoleArn}, '/', -1), '') END";
}
