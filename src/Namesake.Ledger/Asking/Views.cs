using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>
/// The views that SQL is asked of: all segments as one, numbers as texts, times as TIMESTAMP in UTC. docs/ledger.md describes
/// them; their columns are a contract.
/// </summary>
internal static class Views
{
    public static readonly string[] Names = ["events", "sessions", "people", "credentials", "identities", "inputs"];

    private const string Person =
        """
        CASE a.origin_type WHEN 'AWSService' THEN coalesce(a.origin_service, 'an AWS service') WHEN 'Root' THEN 'the root user of ' || coalesce(a.origin_account, '')
          WHEN 'AWSAccount' THEN coalesce(a.origin_id, 'somebody') || ' of account ' || coalesce(a.origin_account, '')
          WHEN 'IdentityCenterUser' THEN coalesce(a.origin_name, 'Identity Center user ' || a.origin_id, 'an Identity Center user')
          WHEN 'AssumedRole' THEN coalesce(a.origin_arn, a.origin_id, 'a role session')
          ELSE CASE WHEN a.origin_type IS NOT NULL THEN coalesce(a.origin_name, a.origin_arn, a.origin_id, 'somebody') END END
        """;

    private const string Answer =
        $"""
        {Person} AS person, a.origin_type AS person_type, a.origin_arn AS person_arn, a.origin_account AS person_account, a.origin_id AS person_id,
          (['key', 'session', 'enforced-name', 'claimed-name', 'ambiguous', 'none'])[a.evidence + 1] AS evidence, a.complete AS complete, a.varies AS varies,
          a.contradiction AS contradiction, a.reason AS reason
        """;

    private const string Identity =
        $"""
        d.type AS identity_type, d.arn AS identity_arn, d.account AS identity_account, d.user_name AS user_name, d.principal_id AS principal_id, d.access_key AS access_key,
          {IdentityFields.RoleArn} AS role, {IdentityFields.SessionName} AS session_name, d.source_identity AS source_identity, d.invoked_by AS invoked_by,
          d.console OR d.marked_console AS console, epoch_ms(d.created) AS session_created
        """;

    // A session as CredentialGroup tells it.
    private const string Session =
        """
        CASE WHEN (d.console OR d.access_key IS NULL OR d.access_key = '' OR contains(d.access_key, '*') OR contains(d.access_key, '<') OR starts_with(d.access_key, 'HIDDEN_'))
            AND d.created IS NOT NULL AND d.principal_id IS NOT NULL THEN d.principal_id || ' ' || d.created
          WHEN d.access_key IS NOT NULL AND d.access_key <> '' AND NOT contains(d.access_key, '*') AND NOT contains(d.access_key, '<') AND NOT starts_with(d.access_key, 'HIDDEN_') THEN d.access_key END
        """;

    /// <summary>Makes the views over some segments, of which there must be one.</summary>
    public static void Create(CurrentAnswers answers, IReadOnlyCollection<SegmentInfo> segments)
    {
        var database = answers.Snapshot.Database;
        database.Execute($"CREATE VIEW memory.main.events AS {Union(answers, segments, Events)}");
        database.Execute($"CREATE VIEW memory.main.identities AS {Union(answers, segments, Identities)}");
        database.Execute($"CREATE VIEW memory.main.inputs AS {Union(answers, segments, "SELECT {n} AS segment, i.name AS name, i.version AS version, i.whole AS whole FROM {s}.inputs i")}");
        database.Execute($"CREATE VIEW memory.main.credentials AS SELECT * FROM ({Union(answers, segments, Credentials)}) QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY access_key NULLS LAST, person NULLS LAST) = 1");
        database.Execute($"CREATE VIEW memory.main.sessions AS {Sessions}");
        database.Execute($"CREATE VIEW memory.main.people AS {People}");
    }

    private const string Events =
        $$"""
        SELECT {{EventText.Id}} AS event_id, epoch_ms(f.time) AS time, act.name AS event_name, act.source AS event_source, place.region AS region, place.account AS account,
          address.text AS source_address, act.error AS error_code, {{Identity}}, {{Answer}}, i.name AS input
        FROM {s}.facts f {{EventText.Joins}} JOIN {s}.identities d ON d.number = f.identity LEFT JOIN {answers} a ON a.identity = d.number LEFT JOIN {s}.inputs i ON i.number = place.input
        """;

    private const string Identities =
        $$"""
        SELECT {n} AS segment, d.number AS number, {{Session}} AS session, d.events AS events, epoch_ms(d.first) AS first, epoch_ms(d.last) AS last, {{Identity}}, {{Answer}}
        FROM {s}.identities d LEFT JOIN {answers} a ON a.identity = d.number
        """;

    private const string Credentials =
        $$"""
        SELECT i.id AS event_id, epoch_ms(i.time) AS time, i.event AS event_name, i.access_key AS access_key, i.role_arn AS role, i.session_name AS session_name, i.source_identity AS source_identity,
          i.region AS region, i.account AS account, i.address AS source_address, d.type AS caller_type, d.arn AS caller_arn, d.account AS caller_account, {{Answer}}
        FROM {s}.issued i JOIN {s}.identities d ON d.number = i.caller LEFT JOIN {answers} a ON a.identity = d.number
        """;

    private const string Best = "evidence_order, first, segment, number";

    private const string Sessions =
        $"""
        SELECT session, arg_min(role, o) AS role, arg_min(identity_account, o) AS account, arg_min(session_name, o) AS session_name, arg_min(person, o) AS person, arg_min(person_type, o) AS person_type,
          arg_min(person_arn, o) AS person_arn, arg_min(person_account, o) AS person_account, arg_min(evidence, o) AS evidence, min(first) AS first, max(last) AS last, sum(events)::BIGINT AS events,
          min(source_identity) AS source_identity, bool_or(console) AS console, min(contradiction) AS contradiction, bool_or(varies) AS varies
        FROM (SELECT *, row({Best}) AS o FROM (SELECT *, list_position(['key', 'session', 'enforced-name', 'claimed-name', 'ambiguous', 'none'], evidence) AS evidence_order FROM memory.main.identities))
        WHERE session IS NOT NULL AND events > 0 GROUP BY session
        """;

    private const string People =
        """
        SELECT person, person_type, person_arn, person_account, person_id, count(DISTINCT session) AS sessions, list_sort(list(DISTINCT role) FILTER (role IS NOT NULL)) AS roles, sum(events)::BIGINT AS events,
          min(first) AS first, max(last) AS last
        FROM memory.main.identities WHERE person IS NOT NULL AND events > 0 GROUP BY ALL
        """;

    private static string Union(CurrentAnswers answers, IEnumerable<SegmentInfo> segments, string perSegment) => string.Join(
        "\nUNION ALL\n", segments.Select(s => Snapshot.Union([s], perSegment).Replace("{answers}", $"({answers.Of(s)})", StringComparison.Ordinal)));
}
