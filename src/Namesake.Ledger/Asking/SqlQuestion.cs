using System.Globalization;
using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>A question in SQL cannot be answered. The message says why, for whoever asked it.</summary>
/// <param name="message">Why.</param>
/// <param name="isWrong">Whether the question is at fault, and not time or memory.</param>
public sealed class SqlException(string message, bool isWrong) : Exception(message)
{
    public bool IsWrong { get; } = isWrong;
}

/// <summary>
/// A question in SQL, of the views only. Attackers may have written into what is read, and the question may come from others than
/// the ledger's owner: nothing can be written, no file, setting or network reached, and time and memory are bounded.
/// </summary>
public sealed class SqlQuestion : IDisposable
{
    /// <summary>How much memory a question may take unless somebody says otherwise, in MiB.</summary>
    public const int UsualMemory = 512;

    /// <summary>No temporary files are written: what does not fit into the memory fails.</summary>
    private const string Lock = "SET temp_directory = ''; SET enable_external_access = false; SET lock_configuration = true";

    // What DuckDB calls them; everything else is the question's own.
    private static readonly string[] OwnFaults = ["Out of Memory Error", "IO Error", "INTERNAL Error", "FATAL Error"];

    private readonly CancellationTokenSource _time;
    private readonly DuckDBCommand _command;
    private readonly CancellationTokenRegistration _stop;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellation;
    private DuckDBDataReader? _rows;

    private SqlQuestion(LedgerReader reader, string sql, TimeSpan timeout, CancellationToken cancellation)
    {
        (_timeout, _cancellation) = (timeout, cancellation);
        _command = reader.Snapshot.Database.CreateCommand();
        _command.CommandText = sql;
        _command.UseStreamingMode = true;
        _time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _time.CancelAfter(timeout);
        _stop = _time.Token.Register(_command.Cancel);
    }

    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <inheritdoc cref="Ask(LedgerReader, string, TimeSpan, int, CancellationToken)"/>
    public static SqlQuestion Ask(LedgerReader reader, string sql, TimeSpan timeout, CancellationToken cancellation = default) => Ask(reader, sql, timeout, UsualMemory, cancellation);

    /// <param name="reader">The ledger; it answers no other question afterwards.</param>
    /// <param name="sql">One statement that reads.</param>
    /// <param name="timeout">How long it may take, the reading of the rows included.</param>
    /// <param name="memory">How much memory it may take, in MiB; what the reader's first question may holds for all of them.</param>
    /// <param name="cancellation">Ends it before that.</param>
    /// <exception cref="SqlException">It is not answered.</exception>
    public static SqlQuestion Ask(LedgerReader reader, string sql, TimeSpan timeout, int memory, CancellationToken cancellation = default)
    {
        if (!reader.IsLocked)
        {
            Views.Create(reader.Answers, reader.Snapshot.Segments);
            reader.Snapshot.Database.Execute(string.Create(CultureInfo.InvariantCulture, $"SET memory_limit = '{memory}MiB'; {Lock}"));
            reader.IsLocked = true;
        }
        if (StatementCheck.WhyRefused(reader.Snapshot.Database, sql) is { } why) throw new SqlException(why, isWrong: true);
        var question = new SqlQuestion(reader, sql, timeout, cancellation);
        try
        {
            question.Begin();
            return question;
        }
        catch
        {
            question.Dispose();
            throw;
        }
    }

    /// <summary>The rows as they come.</summary>
    /// <exception cref="SqlException">Time or memory ran out, or a value cannot be computed.</exception>
    public IEnumerable<object?[]> Rows()
    {
        while (Try(_rows!.Read)) yield return Try(Row);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _rows?.Dispose();
        _command.Dispose();
        _time.Dispose();
    }

    private void Begin()
    {
        _rows = Try(_command.ExecuteReader);
        Columns = [.. Enumerable.Range(0, _rows.FieldCount).Select(_rows.GetName)];
    }

    private object?[] Row()
    {
        var row = new object?[Columns.Count];
        for (var i = 0; i < row.Length; i++) row[i] = _rows!.IsDBNull(i) ? null : _rows.GetValue(i);
        return row;
    }

    private T Try<T>(Func<T> work)
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_time.IsCancellationRequested) throw TooLong();
            return work();
        }
        catch (Exception e) when (e is DuckDBException || e is OperationCanceledException && _time.IsCancellationRequested)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_time.IsCancellationRequested) throw TooLong();
            var why = e.Message.Split('\n')[0];
            throw new SqlException(why, isWrong: !OwnFaults.Any(f => why.StartsWith(f, StringComparison.Ordinal)));
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or ArgumentException or FormatException or NotImplementedException)
        {
            throw new SqlException($"a value cannot be shown ({e.Message}): cast it to VARCHAR", isWrong: true);
        }
    }

    private SqlException TooLong() => new($"it took longer than {_timeout.TotalSeconds:0.###} s: ask for less, or give it more with --timeout", isWrong: false);
}
