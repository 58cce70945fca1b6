using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Namesake.Ledger;
using Namesake.Ledger.Storage;

namespace Namesake.App.Apply;

/// <summary>
/// The changes that were made to trust policies: the folder <c>changes</c> in that of the ledger, three files a change,
/// <c>N.old.json</c>, <c>N.new.json</c> and <c>N.entry.json</c>. What is to be written is here before it is written.
/// </summary>
/// <remarks>Names of files are numbers: nothing that a role is called becomes part of a path.</remarks>
internal sealed class Journal : IDisposable
{
    private const string Entry = ".entry.json";

    /// <summary>No entry is larger, and no policy.</summary>
    private const int MaxBytes = 1 << 20;

    private readonly string _folder;
    private readonly FileStream _lock;

    private Journal(string folder, FileStream held) => (_folder, _lock) = (folder, held);

    /// <summary>Takes the journal, which one process has at a time.</summary>
    /// <returns>Null where another one has it.</returns>
    /// <exception cref="LedgerException">It cannot be had.</exception>
    public static Journal? TryOpen(LedgerFolder ledger)
    {
        var folder = Path.Combine(ledger.Path, "changes");
        try
        {
            return Hold(Directory.CreateDirectory(folder).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It must not be taken for a call to AWS that failed.
            throw new LedgerException($"the journal in \"{folder}\" cannot be written, and nothing was written to AWS: {e.Message} Name another ledger with --ledger", e);
        }
    }

    private static Journal? Hold(string folder)
    {
        try
        {
            // The operating system releases it however the process ends.
            return new Journal(folder, new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, "lock")))
        {
            return null;
        }
    }

    /// <summary>All entries, the first first.</summary>
    /// <exception cref="LedgerException">One is damaged.</exception>
    public IReadOnlyList<JournalEntry> Entries() =>
        [.. Directory.EnumerateFiles(_folder, $"*{Entry}").Select(Load).OrderBy(e => e.Number)];

    /// <summary>Keeps both documents and says what is to be done, before it is done.</summary>
    public JournalEntry Plan(string roleArn, string oldText, string newText, int? undoes, long now)
    {
        var number = Entries() is [.., var last] ? last.Number + 1 : 1;
        var (old, proposed) = (Encoding.UTF8.GetBytes(oldText), Encoding.UTF8.GetBytes(newText));
        Commit(PathOf(number, ".old.json"), old);
        Commit(PathOf(number, ".new.json"), proposed);
        return Save(new JournalEntry(JournalEntry.CurrentSchema, number, undoes, roleArn, ChangeState.Planned, now, now, Hash(old), Hash(proposed), null));
    }

    /// <summary>Writes down how far a change is.</summary>
    public JournalEntry Save(JournalEntry entry)
    {
        Commit(PathOf(entry.Number, Entry), JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry));
        return entry;
    }

    /// <summary>The document that was there before a change.</summary>
    /// <exception cref="LedgerException">It is damaged or gone.</exception>
    public string OldOf(JournalEntry entry) => Document(PathOf(entry.Number, ".old.json"), entry.OldSha256);

    /// <summary>The document that a change writes.</summary>
    /// <exception cref="LedgerException">It is damaged or gone.</exception>
    public string NewOf(JournalEntry entry) => Document(PathOf(entry.Number, ".new.json"), entry.NewSha256);

    public string PathOfOld(JournalEntry entry) => PathOf(entry.Number, ".old.json");

    public void Dispose() => _lock.Dispose();

    private static string Document(string path, string sha256)
    {
        var bytes = Read(path);
        return Hash(bytes) == sha256 ? Encoding.UTF8.GetString(bytes) : throw new LedgerException($"\"{path}\" is not what was kept there: take the document from a backup, and write it with 'aws iam update-assume-role-policy'");
    }

    private static JournalEntry Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(Read(path), JournalJson.Default.JournalEntry) is { Schema: JournalEntry.CurrentSchema, RoleArn: not null } entry
                && Path.GetFileName(path) == NameOf(entry.Number, Entry) ? entry : throw Damaged(path, null);
        }
        catch (JsonException e)
        {
            throw Damaged(path, e);
        }
    }

    private static byte[] Read(string path)
    {
        if (!File.Exists(path)) throw new LedgerException($"\"{path}\" is gone: restore it from a backup");
        return new FileInfo(path).Length <= MaxBytes ? File.ReadAllBytes(path) : throw Damaged(path, null);
    }

    private static LedgerException Damaged(string path, Exception? e) =>
        $"\"{path}\" is no entry of the journal: restore it from a backup, or move it away" is var message && e is not null ? new LedgerException(message, e) : new LedgerException(message);

    private string PathOf(int number, string ending) => Path.Combine(_folder, NameOf(number, ending));

    private static string NameOf(int number, string ending) => $"{number.ToString("D6", CultureInfo.InvariantCulture)}{ending}";

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // A file is there whole or not at all, and on the disk before anything rests on it.
    private static void Commit(string path, byte[] bytes)
    {
        try
        {
            var partial = path + ".partial";
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
            // .NET opens no folder to flush it: on journaling file systems this flush takes the renaming along.
            using var renamed = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(renamed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"the journal of changes could not be written to ({path}): {e.Message}; mend that and run again, which looks what the role has", e);
        }
    }
}
