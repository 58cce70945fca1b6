using System.Buffers;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Importing;

/// <summary>Events on their way into the ledger, and what was read with them. Numbers of acts, places, addresses, identities and inputs are its own.</summary>
public sealed class FactContent
{
    private const int BlockSize = 8_192;

    private readonly Dictionary<(UserIdentity, bool), int> _identities = [];
    private readonly List<Fact[]> _blocks = [];
    private int _used = BlockSize;

    // Events of one session come one after the other: what the last one had is looked at first.
    private (UserIdentity? Identity, bool FromConsole, int Number) _last;

    /// <summary>How many events it holds.</summary>
    public int Count => _blocks.Count == 0 ? 0 : (_blocks.Count - 1) * BlockSize + _used;

    internal RecurringTable<FactAct> Acts { get; } = new();

    internal RecurringTable<FactPlace> Places { get; } = new();

    internal TextTable Addresses { get; } = new();

    internal List<(UserIdentity Identity, bool FromConsole)> Identities { get; } = [];

    internal List<IssuedCredential> Issued { get; } = [];

    internal List<SignInGrant> Grants { get; } = [];

    internal List<PolicyChange> Policies { get; } = [];

    /// <summary>The changes of trust policies among them.</summary>
    public IReadOnlyList<PolicyChange> PolicyChanges => Policies;

    internal List<WorkloadEvent> Workloads { get; } = [];

    internal List<ImportedInput> Inputs { get; } = [];

    /// <summary>Ids that are no GUIDs, by which they are found again.</summary>
    internal Dictionary<FactId, string> OddIds { get; } = [];

    /// <summary>Events as their logs have them.</summary>
    internal RawStore Raw { get; init; } = new();

    internal IEnumerable<Fact> Facts
    {
        get
        {
            var left = Count;
            foreach (var block in _blocks)
                for (var i = 0; i < BlockSize && left > 0; i++, left--)
                    yield return block[i];
        }
    }

    internal ref readonly Fact At(int number) => ref _blocks[number / BlockSize][number % BlockSize];

    /// <summary>Gives up its facts, which are in a draft by then: blocks of half a megabyte would wait long to be collected.</summary>
    internal void ReleaseFacts()
    {
        foreach (var block in _blocks) ArrayPool<Fact>.Shared.Return(block);
        _blocks.Clear();
        _used = BlockSize;
    }

    internal TrailPart ToPart()
    {
        var part = new TrailPart((in _) => false);
        part.Issued.AddRange(Issued);
        part.Grants.AddRange(Grants);
        part.Policies.AddRange(Policies);
        part.Identities.UnionWith(Identities);
        return part;
    }

    /// <param name="e">An event.</param>
    /// <param name="input">The number of the source it comes from.</param>
    /// <param name="raw">The number of what is kept of it as its log has it.</param>
    internal void Add(in TrailEvent e, int input, int raw = 0)
    {
        ref var fact = ref Next();
        fact.Id = FactId.Of(e.Id);
        if (!e.Id.TryGetGuid(out _)) OddIds[fact.Id] = e.Id.ToString();
        fact.Time = e.Time;
        fact.Act = Acts.NumberOf(new FactAct(e.Name, e.Source, e.ErrorCode));
        fact.Place = Places.NumberOf(new FactPlace(e.Region, e.RecipientAccount, input));
        fact.Address = Addresses.NumberOf(e.SourceAddress);
        fact.Identity = NumberOf(e.Identity, e.FromConsole);
        fact.Raw = raw;
    }

    /// <summary>Keeps the event that was added last as its log has it.</summary>
    internal void AddRaw(ReadOnlySpan<byte> json) => _blocks[^1][_used - 1].Raw = Raw.Add(json);

    /// <param name="fact">An event of another content.</param>
    /// <param name="from">The other content, whose sources and raw events are this one's too.</param>
    internal void Add(in Fact fact, FactContent from)
    {
        ref var added = ref Next();
        added = fact;
        added.Act = Acts.NumberOf(from.Acts.Items[fact.Act]);
        added.Place = Places.NumberOf(from.Places.Items[fact.Place]);
        added.Address = Addresses.NumberOf(from.Addresses.TextOf(fact.Address));
        var (identity, fromConsole) = from.Identities[fact.Identity];
        added.Identity = NumberOf(identity, fromConsole);
        if (from.OddIds.TryGetValue(fact.Id, out var odd)) OddIds[fact.Id] = odd;
    }

    private ref Fact Next()
    {
        if (_used == BlockSize)
        {
            _blocks.Add(ArrayPool<Fact>.Shared.Rent(BlockSize));
            _used = 0;
        }
        return ref _blocks[^1][_used++];
    }

    internal int NumberOf(UserIdentity identity, bool fromConsole)
    {
        if (ReferenceEquals(_last.Identity, identity) && _last.FromConsole == fromConsole) return _last.Number;
        if (!_identities.TryGetValue((identity, fromConsole), out var number))
        {
            number = Identities.Count;
            Identities.Add((identity, fromConsole));
            _identities[(identity, fromConsole)] = number;
        }
        _last = (identity, fromConsole, number);
        return number;
    }
}
