using Namesake.Ledger.Asking;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.Ledger.Tests;

/// <summary>A ledger of a test's own, gone when it ends.</summary>
internal sealed class TestLedger : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("namesake-ledger-").FullName;
    private int _logs;

    /// <summary>What is proved of trust policies; null for nothing.</summary>
    public NameProof? Proof { get; init; }

    /// <summary>Whether events are kept as their logs have them too.</summary>
    public bool KeepsRaw { get; init; }

    public LedgerFolder Folder => new(Path.Combine(_path, "ledger"));

    /// <summary>Imports events as one log, which becomes a segment.</summary>
    public TestLedger Import(params string[] events)
    {
        var log = Path.Combine(_path, $"log-{++_logs}.json");
        File.WriteAllText(log, $$"""{"Records":[{{string.Join(",\n", events)}}]}""");
        using var import = LedgerImport.TryBegin(Folder, Proof)!;
        var buffer = new FactBuffer(100_000, _ => Assert.Fail("too many events for a test"));
        buffer.Begin(new ImportedInput(log, $"v{_logs}"));
        Assert.True(new PartReader(buffer.Part, KeepsRaw ? (_, json) => buffer.KeepRaw(json) : null).Read(new DiskFile(log, Named: true), d => Assert.Fail(d.ToString())));
        buffer.EndWhole();
        import.Commit([buffer.Detach()]);
        return this;
    }

    /// <summary>Records looks at trust policies.</summary>
    public (int Kept, long Mended) Record(params PolicyChange[] looks)
    {
        using var import = LedgerImport.TryBegin(Folder, Proof)!;
        return import.Record(looks);
    }

    public LedgerReader Open() => LedgerReader.TryOpen(Folder)!;

    public IReadOnlyList<SessionRow> Sessions(Filter? filter = null)
    {
        using var reader = Open();
        return Namesake.Ledger.Asking.Sessions.Find(reader, filter ?? Filter.None, int.MaxValue).Rows;
    }

    public IReadOnlyList<PersonRow> People(Aliases? aliases = null, Filter? filter = null)
    {
        using var reader = Open();
        return Namesake.Ledger.Asking.People.Find(reader, filter ?? Filter.None, aliases ?? Aliases.None, int.MaxValue).Rows;
    }

    public IReadOnlyList<LedgerEvent> Timeline(string target, Aliases? aliases = null, Filter? time = null)
    {
        using var reader = Open();
        return [.. Namesake.Ledger.Asking.Timeline.Find(reader, Namesake.Ledger.Asking.Timeline.Readings(target, aliases ?? Aliases.None, time ?? Filter.None))];
    }

    public IReadOnlyList<object?[]> Sql(string sql)
    {
        using var reader = Open();
        using var question = SqlQuestion.Ask(reader, sql, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return [.. question.Rows()];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
