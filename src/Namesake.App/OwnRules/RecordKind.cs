namespace Namesake.App.OwnRules;

/// <summary>What a rule of the user's own looks at: docs/rules.md has the schemas.</summary>
internal enum RecordKind
{
    /// <summary>An element of <c>roles</c> of <c>audit --format json</c>.</summary>
    Role,

    /// <summary>A row of <c>sessions --format json</c>.</summary>
    Session,

    /// <summary>A line of <c>attribute</c>.</summary>
    Event,
}

/// <summary>The members that records have: an example with others shows a mistake.</summary>
internal static class RecordMembers
{
    private static readonly string[] Role =
    [
        "arn", "name", "account", "path", "source", "condition", "verdict", "carrier", "callers", "witness", "needs", "canToday", "reason", "code", "exemption", "trustPolicy",
    ];

    private static readonly string[] Session =
    [
        "role", "account", "sessionName", "accessKeyId", "person", "personType", "personArn", "personAccount", "evidence", "kind", "first", "last", "events", "addresses", "addressCount",
        "sourceIdentity", "contradiction", "varies", "workloadKind", "workload", "workloadArn",
    ];

    private static readonly string[] Event =
    [
        "schema", "eventId", "eventTime", "eventName", "eventSource", "region", "recipientAccount", "role", "sessionName", "accessKeyId", "origin", "workload", "evidence", "chain", "candidates",
        "complete", "contradiction", "reason",
    ];

    public static IReadOnlyList<string> Of(RecordKind kind) => kind switch
    {
        RecordKind.Role => Role,
        RecordKind.Session => Session,
        _ => Event,
    };
}
