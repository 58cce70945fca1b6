using System.Globalization;
using System.Text;

namespace Namesake.Ledger.Storage;

/// <summary>
/// What a watch remembers, in the folder of its ledger. <c>watch.json</c> is replaced as a whole; lines are added to the
/// journal of its generation, <c>watch-N.journal</c>, in between. <c>watch.lock</c> is held by the one watch that there is.
/// </summary>
/// <remarks>What is returned from is on the disk. What the content means is not known here.</remarks>
public sealed class WatchFiles : IDisposable
{
    private const string ContentName = "watch.json";
    private const string LockName = "watch.lock";

    /// <summary>Some hundred thousand findings and alerts; more than this is no such file.</summary>
    private const int MaxBytes = 1 << 29;

    private readonly LedgerFolder _folder;
    private readonly FileStream _lock;
    private FileStream? _journal;

    private WatchFiles(LedgerFolder folder, FileStream held) => (_folder, _lock) = (folder, held);

    /// <returns>Null where another process watches.</returns>
    public static WatchFiles? TryOpen(LedgerFolder folder)
    {
        Directory.CreateDirectory(folder.Path);
        var path = Path.Combine(folder.Path, LockName);
        try
        {
            // The operating system releases it however the process ends.
            return new WatchFiles(folder, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The content, or null where there is none yet.</summary>
    /// <exception cref="LedgerException">It is too large.</exception>
    public byte[]? Read()
    {
        try
        {
            using var stream = new FileStream(PathOf(ContentName), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (stream.Length > MaxBytes) throw Damaged($"larger than {MaxBytes >> 20} MiB", null);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The journal's lines, in their order. A line that was not written to its end is none.</summary>
    public IReadOnlyList<string> Journal(long generation)
    {
        try
        {
            var text = File.ReadAllText(JournalOf(generation));
            return text.LastIndexOf('\n') is var end && end < 0 ? [] : text[..end].Split('\n');
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The commit: from here on this is the content, and the journals of other generations are gone.</summary>
    public void Replace(long generation, ReadOnlySpan<byte> content)
    {
        var (path, partial) = (PathOf(ContentName), PathOf(ContentName + ".new"));
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
        _journal?.Dispose();
        _journal = null;
        foreach (var old in Directory.EnumerateFiles(_folder.Path, "watch-*.journal").Where(f => f != JournalOf(generation))) File.Delete(old);
    }

    /// <summary>Adds a line to the journal of the present generation.</summary>
    /// <param name="generation">As it was given to <see cref="Replace"/>, by this process.</param>
    /// <param name="line">Without a line break.</param>
    public void Append(long generation, string line)
    {
        _journal ??= new FileStream(JournalOf(generation), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var end = _journal.Length;
        try
        {
            _journal.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _journal.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Else the next line would be the end of half of this one.
            _journal.SetLength(end);
            throw;
        }
    }

    /// <summary>For whoever finds that the content makes no sense.</summary>
    public LedgerException Damaged(string how, Exception? e)
    {
        var words = $"\"{PathOf(ContentName)}\" is {how}: restore it from a backup, or delete it, and all findings are told again";
        return e is null ? new LedgerException(words) : new LedgerException(words, e);
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _lock.Dispose();
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private string JournalOf(long generation) => PathOf(string.Create(CultureInfo.InvariantCulture, $"watch-{generation}.journal"));
}
