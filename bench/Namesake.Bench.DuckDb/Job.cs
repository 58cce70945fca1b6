namespace Namesake.Bench.DuckDb;

/// <summary>
/// The job in SQL: explicit columns, each event once, distinct identities instead of events in the recursion, everything kept
/// in tables. An event without a key, or a console's with one that nobody issued, is joined by principal and time.
/// </summary>
internal static class Job
{
    public static string Attribute(string folder) =>
        $$"""
        SET preserve_insertion_order = false;

        CREATE TEMP TABLE staged AS
        SELECT r.eventID::UUID AS id, r.eventTime::TIMESTAMP AS time, r.eventName AS name, r.eventSource AS source, r.awsRegion AS region, r.recipientAccountId AS account,
          r.sourceIPAddress AS address, r.errorCode AS error, r.sessionCredentialFromConsole = 'true' AS console, r.userIdentity AS u,
          CASE WHEN r.eventSource = 'sts.amazonaws.com' AND r.errorCode IS NULL
            AND r.eventName IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'GetSessionToken', 'GetFederationToken') THEN r.responseElements END AS response
        FROM (SELECT unnest(Records) AS r FROM read_json({{Text(Path.Combine(folder, "**", "*.gz"))}}, format = 'unstructured', compression = 'gzip', maximum_object_size = 134217728, columns = {
          Records: 'STRUCT(eventID VARCHAR, eventTime VARCHAR, eventName VARCHAR, eventSource VARCHAR, awsRegion VARCHAR, recipientAccountId VARCHAR, sourceIPAddress VARCHAR, errorCode VARCHAR,
            sessionCredentialFromConsole VARCHAR,
            userIdentity STRUCT("type" VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, accessKeyId VARCHAR, userName VARCHAR, invokedBy VARCHAR,
              sessionContext STRUCT(attributes STRUCT(creationDate VARCHAR))),
            responseElements STRUCT(credentials STRUCT(accessKeyId VARCHAR), assumedRoleUser STRUCT(assumedRoleId VARCHAR), federatedUser STRUCT(federatedUserId VARCHAR)))[]'}));

        CREATE TEMP TABLE once AS SELECT DISTINCT ON (id) *, coalesce(console, false) AS from_console FROM staged;
        CREATE TABLE identities AS SELECT row_number() OVER () AS number, u, from_console FROM (SELECT DISTINCT u, from_console FROM once);
        CREATE TABLE events AS
        SELECT e.id, e.time, e.name, e.source, e.region, e.account, e.address, e.error, i.number AS identity
        FROM once e JOIN identities i ON i.u IS NOT DISTINCT FROM e.u AND i.from_console = e.from_console;

        -- Two accounts log one call: the caller's own copy says who called.
        CREATE TABLE issued AS
        SELECT DISTINCT ON (key) coalesce(response.credentials.accessKeyId, id::VARCHAR) AS key, id, time, u AS caller, from_console AS caller_console,
          coalesce(response.assumedRoleUser.assumedRoleId, response.federatedUser.federatedUserId) AS principal
        FROM once WHERE response.credentials.accessKeyId IS NOT NULL OR response.assumedRoleUser.assumedRoleId IS NOT NULL
        ORDER BY key, (u."type" = 'AWSAccount'), id;

        -- Who issued an identity: found by its key, else by principal and time where that is one.
        CREATE TEMP TABLE links AS
        WITH asked AS (
          SELECT DISTINCT accessKeyId AS key, principalId AS principal, sessionContext.attributes.creationDate::TIMESTAMP AS created, from_console
          FROM (SELECT unnest(u), from_console FROM identities UNION ALL SELECT unnest(caller), caller_console FROM issued)),
        by_key AS (SELECT a.*, i.key AS issued_key, 'key' AS evidence FROM asked a JOIN issued i ON i.key = a.key),
        by_time AS (
          SELECT a.*, any_value(i.key) AS issued_key, 'session' AS evidence
          FROM asked a JOIN issued i ON i.principal = a.principal AND i.time BETWEEN a.created AND a.created + INTERVAL 1 SECOND
          WHERE (a.key IS NULL OR a.from_console) AND NOT EXISTS (SELECT 1 FROM by_key k WHERE k.key = a.key)
          GROUP BY ALL HAVING count(DISTINCT i.key) = 1)
        SELECT * FROM by_key UNION ALL SELECT * FROM by_time;

        CREATE TABLE answers AS
        WITH RECURSIVE walk AS (
          SELECT d.number AS identity, l.issued_key AS last, l.evidence, [l.issued_key] AS keys, [i.id] AS issuing, i.caller, i.caller_console
          FROM identities d
          JOIN links l ON l.key IS NOT DISTINCT FROM d.u.accessKeyId AND l.principal IS NOT DISTINCT FROM d.u.principalId
            AND l.created IS NOT DISTINCT FROM d.u.sessionContext.attributes.creationDate::TIMESTAMP AND l.from_console = d.from_console
          JOIN issued i ON i.key = l.issued_key
          WHERE d.u."type" IN ('AssumedRole', 'FederatedUser')
          UNION ALL
          SELECT w.identity, l.issued_key, CASE WHEN 'session' IN (w.evidence, l.evidence) THEN 'session' ELSE 'key' END, list_append(w.keys, l.issued_key), list_append(w.issuing, i.id), i.caller, i.caller_console
          FROM walk w
          JOIN links l ON l.key IS NOT DISTINCT FROM w.caller.accessKeyId AND l.principal IS NOT DISTINCT FROM w.caller.principalId
            AND l.created IS NOT DISTINCT FROM w.caller.sessionContext.attributes.creationDate::TIMESTAMP AND l.from_console = w.caller_console
          JOIN issued i ON i.key = l.issued_key
          WHERE len(w.keys) < 16 AND (w.caller."type" IN ('AssumedRole', 'FederatedUser') OR l.evidence = 'key'))
        SELECT DISTINCT ON (identity) identity, evidence, keys, issuing, caller AS origin FROM walk ORDER BY identity, len(keys) DESC;
        """;

    /// <summary>Writes the answers as bench/truth.py compares them.</summary>
    public static string Export(string output) =>
        $"""
        COPY (SELECT e.id AS "eventId", coalesce(a.evidence, 'none') AS evidence, coalesce(a.keys, []) AS keys, coalesce(a.issuing, []) AS issuing,
          CASE WHEN a.origin IS NOT NULL THEN [a.origin."type", a.origin.arn, a.origin.userName, a.origin.invokedBy] END AS origin
          FROM events e JOIN identities i ON i.number = e.identity LEFT JOIN answers a ON a.identity = e.identity WHERE i.u."type" IN ('AssumedRole', 'FederatedUser')) TO {Text(output)} (FORMAT json);
        """;

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
