using System.Runtime.CompilerServices;
using Amazon.S3;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Aws;

/// <summary>
/// Lists the logs below a prefix. It walks down folder by folder as far as CloudTrail's layout parts what is wanted from
/// what is not (other services' logs, digests, days of no interest), and lists all below in one sweep.
/// </summary>
internal sealed class S3Listing(IAmazonS3 client, S3Address address, TimeWindow window, Action<Diagnostic> report)
{
    private readonly S3Pages _pages = new(client, address.Bucket);
    private readonly SortedSet<string> _foreign = new(StringComparer.Ordinal);

    /// <summary>Folders below which everything is wanted, or told apart by its name.</summary>
    private readonly List<string> _whole = [];

    private int _found;
    private int _outside;
    private bool _told;
    private volatile bool _failed;

    public async IAsyncEnumerable<InputFile> Files([EnumeratorCancellation] CancellationToken cancellation)
    {
        List<string> level = [address.Prefix];
        for (var isTop = true; level.Count > 0; isTop = false)
        {
            var below = new List<string>();
            await foreach (var answer in LookAhead.InOrder(level, p => Ask(p, () => _pages.Folder(p, cancellation)), cancellation))
            {
                if (Told(answer) is not { } listed) continue;
                var folder = isTop ? listed.Meant(address.Prefix) : listed;
                foreach (var file in Wanted(folder.Objects, named: folder.IsOneObject)) yield return file;
                foreach (var inner in folder.Folders) Sort(inner, below);
            }
            level = below;
        }
        await foreach (var first in LookAhead.InOrder(_whole, p => Ask(p, () => _pages.First(p, cancellation)), cancellation))
            for (var page = Told(first); page is not null; page = page.HasMore ? Told(await Ask(page.Prefix, () => _pages.Next(page, cancellation))) : null)
                foreach (var file in Wanted(page.Objects, named: false))
                    yield return file;
        Conclude();
    }

    /// <summary>Whether a folder is walked into, swept, or left out.</summary>
    private void Sort(string folder, List<string> below)
    {
        var kind = TrailLayout.KindOf(folder);
        if (kind == FolderKind.Foreign) _foreign.Add(NameOf(folder));
        else if (TrailLayout.DeliveryOf(folder) is { } delivery && !window.Wants(delivery)) _outside++;
        else if (kind == FolderKind.Day || kind == FolderKind.Logs && window == TimeWindow.Always) _whole.Add(folder);
        else below.Add(folder);
    }

    private IEnumerable<InputFile> Wanted(IEnumerable<S3Object> objects, bool named)
    {
        foreach (var (key, size, tag) in objects)
        {
            // The console marks a folder that it makes with an empty object.
            if (size == 0 && key.EndsWith('/')) continue;
            if (!named && TrailLayout.DeliveryOf(key) is { } delivery && !window.Wants(delivery))
            {
                _outside++;
                continue;
            }
            _found++;
            yield return new S3File(address.Bucket, key, size, tag, named, client);
        }
    }

    /// <summary>Several calls run at once: what they give is looked at by the caller alone.</summary>
    private async Task<Answer<T>> Ask<T>(string prefix, Func<Task<T>> call) where T : class
    {
        if (_failed) return new Answer<T>(prefix, null, null);
        try
        {
            return new Answer<T>(prefix, await call(), null);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            return new Answer<T>(prefix, null, AwsFault.Of(e, $"s3:ListBucket on arn:aws:s3:::{address.Bucket} (and s3:GetObject on what it holds)"));
        }
    }

    private T? Told<T>(Answer<T> answer) where T : class
    {
        // Once is enough of what would fail everywhere.
        if (answer.Fault is { } fault && !_failed)
        {
            report(new Diagnostic(Severity.Error, fault.Code, $"not listed: {fault.Message}", PlaceOf(answer.Prefix)));
            _told = true;
            _failed = fault.IsLasting;
        }
        return answer.Value;
    }

    private void Conclude()
    {
        foreach (var name in _foreign)
            report(new Diagnostic(Severity.Note, "foreign-folder", $"folders {name}/ hold no log files of CloudTrail: passed over", PlaceOf(address.Prefix)));
        if (_found > 0 || _told) return;
        if (_outside > 0) report(LocalFolder.NothingIn(address.ToString()));
        else report(new Diagnostic(Severity.Error, "no-such-input", "there is no log file of CloudTrail below this prefix", PlaceOf(address.Prefix)));
    }

    private SourcePlace PlaceOf(string prefix) => new(S3Address.NameOf(address.Bucket, prefix), 1, 1);

    private static string NameOf(string folder) => folder.TrimEnd('/') is var path ? path[(path.LastIndexOf('/') + 1)..] : folder;

    private sealed record Answer<T>(string Prefix, T? Value, AwsFault? Fault) where T : class;
}
