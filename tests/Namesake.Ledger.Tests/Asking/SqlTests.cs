using Namesake.Ledger.Asking;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Asking;

/// <summary>A ledger that is opened once and asked many questions, none of which can change it.</summary>
public sealed class AskedLedger : IDisposable
{
    internal const string Key = "ASIAALICE00000000001";

    private readonly TestLedger _ledger = new TestLedger()
        .Import(BySession("Deploy", "alice", Key, 12, "3f2504e0-4f89-41d3-9a0c-0305e82c3301"), BySession("Deploy", "alice", Key, 13, "odd id"))
        .Import(ByUser("alice", 1, "s1"), Assume("alice", "Deploy", "alice", Key, 10, "s2"));

    public AskedLedger() => Reader = _ledger.Open();

    internal LedgerReader Reader { get; }

    public void Dispose()
    {
        Reader.Dispose();
        _ledger.Dispose();
    }
}

public sealed class SqlTests(AskedLedger asked) : IClassFixture<AskedLedger>
{
    private const string Key = AskedLedger.Key;

    public static TheoryData<string> Refused { get; } =
    [
        "COPY events TO 'x.csv'", "COPY (SELECT 1) TO 'x.csv'", "ATTACH 'x.db'", "ATTACH 'x.db' AS y (READ_ONLY)", "DETACH s1", "INSTALL httpfs", "LOAD httpfs", "PRAGMA database_list", "PRAGMA enable_profiling",
        "SET memory_limit = '10GB'", "SET enable_external_access = true", "RESET memory_limit", "USE s1", "CREATE TABLE t(a INTEGER)", "CREATE VIEW v AS SELECT 1", "CREATE MACRO m() AS 1", "DROP VIEW events",
        "INSERT INTO events SELECT * FROM events", "DELETE FROM s1.facts", "UPDATE s1.texts SET text = ''", "ALTER TABLE s1.texts RENAME TO x", "CHECKPOINT", "VACUUM", "ANALYZE", "BEGIN", "CALL pragma_version()",
        "EXPORT DATABASE 'x'", "IMPORT DATABASE 'x'", "PREPARE p AS SELECT 1", "EXECUTE p", "SELECT 1; SELECT 2", "SELECT 1; DROP VIEW events", "EXPLAIN COPY events TO 'x.csv'", "EXPLAIN ANALYZE COPY events TO 'x.csv'",
        "EXPLAIN SELECT 1; DROP VIEW events", "EXPLAIN (FORMAT json) SELECT 1", "EXPLAIN EXPLAIN SELECT 1", "/* x */ EXPLAIN SELECT 1", "", " ", ";", "--", "nonsense", "SELECT", "(SELECT 1", "PIVOT events ON person",
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_blob('/etc/passwd')", "SELECT * FROM read_parquet('x')", "SELECT * FROM read_json('x')", "SELECT * FROM glob('/*')",
        "SELECT * FROM '/etc/passwd'", "FROM 'x.csv'", "SELECT * FROM \"x.parquet\"", "SELECT getenv('HOME')", "SELECT * FROM s1.facts", "SELECT * FROM s1.main.texts", "SELECT * FROM memory.main.mended", "SELECT * FROM mended",
        "SELECT * FROM duckdb_settings()", "SELECT * FROM duckdb_databases()", "SELECT * FROM duckdb_tables", "SELECT * FROM information_schema.tables", "SELECT * FROM pg_catalog.pg_class", "SELECT * FROM sqlite_master",
        "SELECT * FROM query('SELECT 1')", "SELECT * FROM query_table('events')", "SELECT (SELECT count(*) FROM s1.facts)", "SELECT 1 WHERE EXISTS (FROM s1.facts)", "WITH x AS (FROM s1.facts) FROM x",
        "WITH duckdb_tables AS (SELECT 1) SELECT 1", "SELECT * FROM events JOIN s1.texts ON true", "SELECT 1 UNION ALL SELECT text FROM s1.texts", "SHOW DATABASES", "SHOW ALL TABLES", "DESCRIBE s1.facts", "SUMMARIZE s1.facts",
        "SELECT * FROM (DESCRIBE s1.facts)", "SELECT * FROM range(3) t(a), LATERAL (SELECT * FROM read_text('/etc/passwd'))", "SELECT list_transform([1], x -> (SELECT count(*) FROM s1.facts))",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void Nothing_but_a_question_to_the_views_is_answered(string sql)
    {
        var before = Directory.GetFileSystemEntries(Directory.GetCurrentDirectory());
        Assert.True(Assert.Throws<SqlException>(() => Sql(sql)).IsWrong);
        Assert.Equal(before, Directory.GetFileSystemEntries(Directory.GetCurrentDirectory()));
    }

    public static TheoryData<string, string> Answered { get; } = new()
    {
        { "SELECT count(*) FROM events", "4" },
        { "SELECT event_id FROM events ORDER BY time", "s1|s2|3f2504e0-4f89-41d3-9a0c-0305e82c3301|odd id" },
        { "SELECT person FROM events WHERE time = TIMESTAMP '2025-03-03 00:12:00'", "alice" },
        { "SELECT evidence || ' ' || role || ' ' || session_name FROM events WHERE event_id = 'odd id'", $"key arn:aws:iam::{Account}:role/Deploy alice" },
        { "SELECT events || ' ' || person FROM sessions WHERE role IS NOT NULL", "2 alice" },
        { "SELECT person || ' ' || sessions || ' ' || events FROM people", "alice 2 4" },
        { "SELECT access_key || ' ' || person FROM credentials", $"{Key} alice" },
        { "SELECT count(DISTINCT segment) FROM identities", "2" },
        { "SELECT count(*) FROM inputs WHERE whole", "2" },
        { "WITH x AS (SELECT person FROM events) SELECT count(*) FROM x", "4" },
        { "FROM events SELECT count(*)", "4" },
        { "SELECT sum(a) FROM range(4) t(a)", "6" },
        { "SELECT count(*) > 20 FROM (DESCRIBE events)", "True" },
        { "SELECT count(*) FROM (SHOW TABLES)", "7" },
    };

    [Theory]
    [MemberData(nameof(Answered))]
    public void Questions_to_the_views_are_answered(string sql, string expected) =>
        Assert.Equal(expected, string.Join('|', Sql(sql).Select(r => r[0])));

    [Theory]
    [InlineData("EXPLAIN SELECT * FROM events")]
    [InlineData("  explain analyze SELECT count(*) FROM events")]
    [InlineData("DESCRIBE events")]
    [InlineData("SUMMARIZE inputs")]
    [InlineData("SHOW TABLES;")]
    [InlineData("SELECT * FROM events; -- all")]
    public void So_are_plans_and_descriptions(string sql) => Assert.NotEmpty(Sql(sql));

    [Fact]
    public void What_takes_too_long_is_stopped()
    {
        var reader = asked.Reader;
        var why = Assert.Throws<SqlException>(() =>
        {
            using var question = SqlQuestion.Ask(reader, "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b", TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            return question.Rows().Count();
        });
        Assert.Contains("longer than 1 s", why.Message, StringComparison.Ordinal);
        Assert.False(why.IsWrong);
    }

    [Fact]
    public void What_takes_too_much_memory_fails_and_writes_no_file()
    {
        var before = Directory.GetFileSystemEntries(Directory.GetCurrentDirectory());
        Assert.False(Assert.Throws<SqlException>(() => Sql("SELECT list(a) FROM (SELECT DISTINCT range || 'some text that takes room in memory' AS a FROM range(30000000))")).IsWrong);
        Assert.Equal(before, Directory.GetFileSystemEntries(Directory.GetCurrentDirectory()));
    }

    [Theory]
    [InlineData(64, false)]
    [InlineData(SqlQuestion.UsualMemory, true)]
    public void More_memory_answers_what_less_does_not(int memory, bool isAnswered)
    {
        using var ledger = new TestLedger().Import(Trail.ByUser("alice", 1, "first"));
        using var reader = ledger.Open();
        if (isAnswered) Assert.Equal(1_000_000L, Count());
        else Assert.Contains("Out of Memory", Assert.Throws<SqlException>(() => Count()).Message, StringComparison.Ordinal);

        object? Count()
        {
            const string sql = "SELECT count(*) FROM (SELECT DISTINCT range || 'some text that takes room in memory' AS a FROM range(1000000))";
            using var question = SqlQuestion.Ask(reader, sql, TimeSpan.FromSeconds(60), memory, TestContext.Current.CancellationToken);
            return Assert.Single(question.Rows())[0];
        }
    }

    [Fact]
    public void Beneath_the_check_of_the_statement_the_database_itself_is_locked()
    {
        var reader = asked.Reader;
        using (SqlQuestion.Ask(reader, "SELECT 1", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken))
        {
        }
        foreach (var sql in (string[])["SELECT * FROM read_text('/etc/passwd')", "COPY (SELECT 1) TO 'x.csv'", "ATTACH 'x.db'", "INSTALL httpfs", "SET enable_external_access = true", "DELETE FROM s1.facts"])
            Assert.Throws<DuckDB.NET.Data.DuckDBException>(() => reader.Snapshot.Rows(sql, r => 0).Count());
    }

    private List<object?[]> Sql(string sql)
    {
        using var question = SqlQuestion.Ask(asked.Reader, sql, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return [.. question.Rows()];
    }
}
