using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>What one reader found: facts to be answered for, credentials issued, grants, and every identity it met.</summary>
public sealed class TrailPart(TrailPart.Filter keep)
{
    /// <summary>Which events are to be answered for.</summary>
    public delegate bool Filter(in TrailEvent e);

    private const int BlockSize = 4_096;

    private readonly List<TrailEvent[]> _blocks = [];
    private int _used = BlockSize;

    /// <summary>How many events were read, kept or not, copies included.</summary>
    public long Seen { get; private set; }

    public int Kept => _blocks.Count == 0 ? 0 : (_blocks.Count - 1) * BlockSize + _used;

    public List<IssuedCredential> Issued { get; } = [];

    public List<SignInGrant> Grants { get; } = [];

    public List<PolicyChange> Policies { get; } = [];

    public List<WorkloadEvent> Workloads { get; } = [];

    /// <summary>Each identity, with whether an event of it came from a console session.</summary>
    public HashSet<(UserIdentity Identity, bool FromConsole)> Identities { get; } = [];

    public void Add(in TrailEvent e)
    {
        Meet(e.Identity, e.FromConsole);
        AddAsMet(in e);
    }

    /// <summary>Takes note of an identity.</summary>
    public void Meet(UserIdentity identity, bool fromConsole) => Identities.Add((identity, fromConsole));

    /// <summary>Adds an event whose identity was met before.</summary>
    public void AddAsMet(in TrailEvent e)
    {
        Seen++;
        if (!keep(in e)) return;
        // Blocks rather than one growing array: no copies, no object over the large-object threshold at a time of need.
        if (_used == BlockSize)
        {
            _blocks.Add(new TrailEvent[BlockSize]);
            _used = 0;
        }
        _blocks[^1][_used++] = e;
    }

    /// <summary>The kept event of a number, from 0.</summary>
    public ref readonly TrailEvent this[int index] => ref _blocks[index / BlockSize][index % BlockSize];
}
