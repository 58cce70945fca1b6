namespace Namesake.Ledger.Storage;

/// <summary>
/// The tables of a segment, and views of them. Numbers are the segment's own. What few rows share is a table of its own: writing
/// a column takes the same time for each of its rows, whatever they hold.
/// </summary>
internal static class SegmentTables
{
    public const string Create =
        """
        CREATE TABLE facts(id_high UBIGINT NOT NULL, id_low UBIGINT NOT NULL, time BIGINT NOT NULL, act INTEGER NOT NULL, place INTEGER NOT NULL,
          address INTEGER NOT NULL, identity INTEGER NOT NULL);
        CREATE TABLE acts(number INTEGER NOT NULL, name VARCHAR NOT NULL, source VARCHAR NOT NULL, error VARCHAR);
        CREATE TABLE places(number INTEGER NOT NULL, region VARCHAR, account VARCHAR, input INTEGER NOT NULL);
        CREATE TABLE addresses(number INTEGER NOT NULL, text VARCHAR NOT NULL);
        CREATE TABLE odd_ids(id_high UBIGINT NOT NULL, id_low UBIGINT NOT NULL, text VARCHAR NOT NULL);
        CREATE TABLE inputs(number INTEGER NOT NULL, name VARCHAR NOT NULL, version VARCHAR, whole BOOLEAN NOT NULL);
        CREATE TABLE uses(number INTEGER NOT NULL, events INTEGER NOT NULL, first BIGINT, last BIGINT, first_row INTEGER,
          profile INTEGER NOT NULL, arn VARCHAR, principal_id VARCHAR, access_key VARCHAR, created BIGINT);
        CREATE TABLE profiles(number INTEGER NOT NULL, console BOOLEAN NOT NULL, type VARCHAR, account VARCHAR, user_name VARCHAR, invoked_by VARCHAR, provider VARCHAR,
          marked_console BOOLEAN NOT NULL, issuer_type VARCHAR, issuer_arn VARCHAR, issuer_id VARCHAR, issuer_name VARCHAR,
          source_identity VARCHAR, sign_in_session VARCHAR, behalf_user VARCHAR, behalf_store VARCHAR, issued_to VARCHAR, role_delivery VARCHAR);
        CREATE VIEW identities AS SELECT u.number, p.console, u.events, u.first, u.last, p.type, u.arn, p.account, p.user_name, u.principal_id, u.access_key, p.invoked_by, p.provider,
          u.created, p.marked_console, p.issuer_type, p.issuer_arn, p.issuer_id, p.issuer_name, p.source_identity, p.sign_in_session, p.behalf_user, p.behalf_store, p.issued_to, p.role_delivery
          FROM uses u JOIN profiles p ON p.number = u.profile;
        CREATE TABLE people(name VARCHAR NOT NULL, principal_id VARCHAR, behalf_user VARCHAR, identity INTEGER NOT NULL);
        CREATE TABLE issued(id VARCHAR NOT NULL, time BIGINT NOT NULL, event VARCHAR NOT NULL, region VARCHAR, account VARCHAR, address VARCHAR, shared_id VARCHAR,
          caller INTEGER NOT NULL, access_key VARCHAR, role_arn VARCHAR, principal_id VARCHAR, session_name VARCHAR, source_identity VARCHAR);
        CREATE TABLE policies(id VARCHAR NOT NULL, time BIGINT NOT NULL, event VARCHAR NOT NULL, account VARCHAR NOT NULL, role VARCHAR NOT NULL, document VARCHAR);
        CREATE TABLE grants(id VARCHAR NOT NULL, time BIGINT NOT NULL, minted VARCHAR NOT NULL, resource VARCHAR, caller INTEGER NOT NULL, address VARCHAR);
        CREATE TABLE workloads(id VARCHAR NOT NULL, time BIGINT NOT NULL, event VARCHAR NOT NULL, kind VARCHAR NOT NULL, account VARCHAR NOT NULL, resource VARCHAR NOT NULL, detail VARCHAR,
          caller INTEGER NOT NULL, address VARCHAR);
        CREATE TABLE answered(segment INTEGER NOT NULL, identity INTEGER NOT NULL, verdict INTEGER NOT NULL, chain VARCHAR[] NOT NULL);
        CREATE TABLE verdicts(number INTEGER NOT NULL, evidence UTINYINT NOT NULL, complete BOOLEAN NOT NULL, varies BOOLEAN NOT NULL,
          origin_type VARCHAR, origin_arn VARCHAR, origin_account VARCHAR, origin_name VARCHAR, origin_id VARCHAR, origin_service VARCHAR,
          granted VARCHAR, contradiction VARCHAR, reason VARCHAR NOT NULL);
        CREATE VIEW answers AS SELECT w.segment, w.identity, v.evidence, v.complete, v.varies, v.origin_type, v.origin_arn, v.origin_account, v.origin_name, v.origin_id, v.origin_service,
          w.chain, v.granted, v.contradiction, v.reason FROM answered w JOIN verdicts v ON v.number = w.verdict;
        """;

    /// <summary>
    /// The tables of a segment that keeps raw events: for each row of the facts the number of its raw event, 0 where it has none,
    /// and the blocks.
    /// </summary>
    public const string CreateRaw =
        """
        CREATE TABLE raw(number INTEGER NOT NULL);
        CREATE TABLE raw_blocks(first INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL);
        """;

    /// <summary>The table of a segment that keeps what issuing events tell of their calls, by the events' ids.</summary>
    public const string CreateCalls =
        "CREATE TABLE calls(id VARCHAR NOT NULL, user_agent VARCHAR, external_id VARCHAR, provider VARCHAR, audience VARCHAR, mfa BOOLEAN, tagged BOOLEAN NOT NULL)";

    /// <summary>The columns of a <see cref="Sessions.Events.CallDetails"/> after its event's id, in the order in which <see cref="CallRows"/> reads them.</summary>
    public const string CallColumns = "c.id, c.user_agent, c.external_id, c.provider, c.audience, c.mfa, c.tagged";

    /// <summary>The columns of an <see cref="Sessions.Events.IssuedCredential"/> but for its caller, in the order in which <see cref="IssuedRow"/> reads them.</summary>
    public const string IssuedColumns =
        "i.id, i.time, i.event, i.region, i.account, i.address, i.shared_id, i.access_key, i.role_arn, i.principal_id, i.session_name, i.source_identity";

    /// <summary>The columns of a <see cref="Sessions.Events.UserIdentity"/>, in the order in which <see cref="IdentityRow"/> reads them.</summary>
    public const string IdentityColumns =
        "d.console, d.type, d.arn, d.account, d.user_name, d.principal_id, d.access_key, d.invoked_by, d.provider, d.created, d.marked_console, d.issuer_type, d.issuer_arn, d.issuer_id, d.issuer_name, d.source_identity, d.sign_in_session, d.behalf_user, d.behalf_store, d.issued_to, d.role_delivery";

    /// <summary>The columns of a <see cref="Sessions.Events.WorkloadEvent"/> but for its caller, in the order in which <see cref="IssuedRow"/> reads them.</summary>
    public const string WorkloadColumns = "w.id, w.time, w.event, w.kind, w.account, w.resource, w.detail, w.address";
}
