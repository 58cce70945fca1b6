namespace Namesake.Sources.Integrity;

/// <summary>A place that keys of the layout begin at: a store, and what stands before <c>AWSLogs/</c> in it.</summary>
internal readonly record struct Shelf(int Store, string Head);

/// <summary>A bucket, and what stands before <c>AWSLogs/</c> in the keys of it.</summary>
internal readonly record struct BucketPlace(string Bucket, string Prefix);

/// <summary>
/// The objects by their place in S3. What digests name is only ever looked up in here: no key of theirs becomes a path,
/// so that none can lead out of the folder.
/// </summary>
internal sealed class ObjectIndex
{
    private readonly Dictionary<(Shelf Shelf, string Tail), StoredObject> _byTail = [];
    private readonly Dictionary<Shelf, BucketPlace> _places = [];
    private readonly Dictionary<BucketPlace, List<Shelf>> _shelves = [];

    public ObjectIndex(IEnumerable<StoredObject> objects)
    {
        foreach (var stored in objects)
            if (LayoutKey.HeadLength(stored.Key) is { } head)
                _byTail[(new Shelf(stored.Store, stored.Key[..head]), stored.Key[head..])] = stored;
    }

    /// <summary>Says where in S3 the objects of a shelf were.</summary>
    public void Locate(Shelf shelf, BucketPlace place)
    {
        _places[shelf] = place;
        if (!_shelves.TryGetValue(place, out var shelves)) _shelves[place] = shelves = [];
        shelves.Add(shelf);
    }

    public BucketPlace? PlaceOf(Shelf shelf) => _places.TryGetValue(shelf, out var place) ? place : null;

    /// <summary>Whether this place of S3 is among what is looked at.</summary>
    public bool Knows(string bucket, string key) => Split(bucket, key) is { } at && _shelves.ContainsKey(at.Place);

    /// <returns>Null where it is not there.</returns>
    public StoredObject? Find(string bucket, string key) =>
        Split(bucket, key) is { } at && _shelves.TryGetValue(at.Place, out var shelves)
            ? shelves.Select(s => _byTail.GetValueOrDefault((s, at.Tail))).FirstOrDefault(o => o is not null)
            : null;

    public static (BucketPlace Place, string Tail)? Split(string bucket, string key) =>
        LayoutKey.HeadLength(key) is { } head ? (new BucketPlace(bucket, key[..head]), key[head..]) : null;
}
