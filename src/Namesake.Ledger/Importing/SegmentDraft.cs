using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Importing;

/// <summary>
/// A segment before it is written: the contents of all workers' buffers under one numbering, the facts in the order of their ids,
/// each once.
/// </summary>
internal sealed class SegmentDraft
{
    /// <summary>One event in so many may be a second delivery before a block is written anew.</summary>
    private const int FewSeconds = 8;

    private readonly Fact[] _facts;
    private readonly Dictionary<(UserIdentity, bool), int> _identityNumbers = new(UserIdentityContent.Instance);
    private readonly List<IdentityUse> _identities = [];

    public SegmentDraft(IReadOnlyList<FactContent> contents)
    {
        Contents = contents;
        _facts = InOrder([.. contents.Select(Adopt)]);
    }

    public IReadOnlyList<FactContent> Contents { get; }

    public RecurringTable<FactAct> Acts { get; } = new();

    public RecurringTable<FactPlace> Places { get; } = new();

    public TextTable Addresses { get; } = new();

    public List<ImportedInput> Inputs { get; } = [];

    public IReadOnlyList<IdentityUse> Identities => _identities;

    /// <summary>Whether events are kept as their logs have them.</summary>
    public bool HasRaw { get; private set; }

    /// <summary>Whether anything is told of the calls by which credentials were issued.</summary>
    public bool HasCalls => Issued.Any(i => i.Call is not null);

    /// <summary>How many facts there are, none twice.</summary>
    public int Count { get; private set; }

    public long From { get; private set; } = long.MaxValue;

    public long To { get; private set; } = long.MinValue;

    /// <summary>The fact of a number, in the order of ids.</summary>
    public ref readonly Fact this[int number] => ref _facts[number];

    public IEnumerable<IssuedCredential> Issued => Contents.SelectMany(c => c.Issued);

    public IEnumerable<SignInGrant> Grants => Contents.SelectMany(c => c.Grants);

    public IEnumerable<WorkloadEvent> Workloads => Contents.SelectMany(c => c.Workloads);

    public IEnumerable<PolicyChange> Policies => Contents.SelectMany(c => c.Policies);

    /// <summary>Who appears by name, each once for a principal id and an Identity Center user.</summary>
    public IReadOnlyList<NamedPerson> People => field ??= [.. _identities.Select((u, i) => NamedPerson.Of(u.Identity, i)).OfType<NamedPerson>()
        .GroupBy(p => (p.Name, p.PrincipalId, p.BehalfUser))
        .Select(g => g.MinBy(p => (_identities[p.Identity].Identity, _identities[p.Identity].FromConsole), Comparer<(UserIdentity, bool)>.Create(UserIdentityContent.Compare))!)];

    public int NumberOf(UserIdentity identity, bool fromConsole) => _identityNumbers[(identity, fromConsole)];

    /// <summary>Drops the facts that the ledger has already, by their numbers in ascending order.</summary>
    public void Drop(IReadOnlySet<int> numbers)
    {
        if (numbers.Count == 0) return;
        var kept = 0;
        for (var i = 0; i < Count; i++)
            if (!numbers.Contains(i))
                _facts[kept++] = _facts[i];
        Count = kept;
    }

    /// <summary>Finds the time between the first and the last fact.</summary>
    public void CountTimes()
    {
        (From, To) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < Count; i++) (From, To) = (Math.Min(From, this[i].Time), Math.Max(To, this[i].Time));
    }

    /// <summary>Drops sources that were named before. To be called where there are no facts, which name them by number.</summary>
    public void KeepInputsOnce()
    {
        var kept = Inputs.DistinctBy(i => (i.Name, i.Version)).ToList();
        Inputs.Clear();
        Inputs.AddRange(kept);
    }

    /// <summary>Counts what each identity did. To be called once nothing more is dropped.</summary>
    public void CountUses()
    {
        CountTimes();
        for (var i = 0; i < Count; i++) _identities[this[i].Identity].Count(in this[i], i);
    }

    /// <summary>What the list of segments says of it.</summary>
    public SegmentInfo ToSegment(int number) => Count == 0 ? new SegmentInfo(number, 0, 0, 0) { HasCalls = HasCalls } : new SegmentInfo(number, Count, From, To) { HasRaw = HasRaw, HasCalls = HasCalls };

    /// <summary>
    /// The blocks of raw events, numbered as the facts have them. A few second deliveries may stay in a block of others: to
    /// write it anew takes twice the time of writing it. What is forgotten never does. To be called once nothing more is dropped.
    /// </summary>
    public IEnumerable<RawBlock> RawBlocks()
    {
        if (!HasRaw) yield break;
        var kept = new HashSet<int>(Count);
        for (var i = 0; i < Count; i++) kept.Add(this[i].Raw);
        var first = 0;
        foreach (var content in Contents)
        {
            foreach (var block in content.Raw.Blocks)
                if ((block with { First = first + block.First }).Only(kept.Contains, content.Raw.IsSelection ? 0 : block.Count / FewSeconds) is { } left)
                    yield return left;
            first += content.Raw.Last;
        }
    }

    /// <summary>Numbers what a content refers to as the segment does.</summary>
    private Numbering Adopt(FactContent content)
    {
        var firstRaw = Contents.TakeWhile(c => c != content).Sum(c => c.Raw.Last);
        HasRaw |= content.Raw.Last > 0;
        var numbering = new Numbering(
            content, [.. content.Acts.Items.Select(a => Acts.NumberOf(a))], [.. content.Places.Items.Select(p => Places.NumberOf(p with { Input = Inputs.Count + p.Input }))],
            [0, .. content.Addresses.Texts.Select(Addresses.NumberOf)], [.. content.Identities.Select(NumberFor)], firstRaw);
        Inputs.AddRange(content.Inputs);
        return numbering;
    }

    private int NumberFor((UserIdentity Identity, bool FromConsole) key)
    {
        if (_identityNumbers.TryGetValue(key, out var known)) return known;
        _identities.Add(new IdentityUse(key.Identity, key.FromConsole));
        return _identityNumbers[key] = _identities.Count - 1;
    }

    /// <summary>The facts of all contents in the order of ids; of the deliveries of one event the fuller comes first, and is kept.</summary>
    private Fact[] InOrder(Numbering[] numberings)
    {
        var (keys, places) = KeysOf(numberings);
        Array.Sort(keys, places);
        var facts = new Fact[places.Length];
        for (var i = 0; i < places.Length; i++) numberings[places[i].Content].Fill(ref facts[i], places[i].Number);
        for (var from = 0; from < facts.Length;)
        {
            var to = from + 1;
            while (to < facts.Length && keys[to] == keys[from]) to++;
            if (to - from > 1) facts.AsSpan(from, to - from).Sort(ByDelivery);
            Keep(facts, from, to);
            from = to;
        }
        return facts;
    }

    private static (ulong[] Keys, (int Content, int Number)[] Places) KeysOf(Numbering[] numberings)
    {
        var count = numberings.Sum(n => n.Content.Count);
        var (keys, places, filled) = (new ulong[count], new (int, int)[count], 0);
        for (var content = 0; content < numberings.Length; content++)
            for (var number = 0; number < numberings[content].Content.Count; number++)
                (keys[filled], places[filled++]) = (numberings[content].Content.At(number).Id.High, (content, number));
        return (keys, places);
    }

    private void Keep(Fact[] facts, int from, int to)
    {
        FactId? last = null;
        for (var i = from; i < to; i++)
            if (facts[i].Id != last)
                (last, facts[Count++]) = (facts[i].Id, facts[i]);
    }

    private Comparison<Fact> ByDelivery => (a, b) =>
    {
        var byId = a.Id.CompareTo(b.Id);
        if (byId != 0) return byId;
        // The same order as Trail's: logs and ledger keep the same one.
        var byTime = a.Time.CompareTo(b.Time);
        if (byTime != 0) return byTime;
        var (x, y) = (_identities[a.Identity], _identities[b.Identity]);
        var byIdentity = UserIdentityContent.Compare((x.Identity, x.FromConsole), (y.Identity, y.FromConsole));
        return byIdentity != 0 ? byIdentity : CompareTexts(in a, in b);
    };

    private int CompareTexts(in Fact a, in Fact b)
    {
        var (act, other) = (Acts.Items[a.Act], Acts.Items[b.Act]);
        var (place, otherPlace) = (Places.Items[a.Place], Places.Items[b.Place]);
        ReadOnlySpan<(string?, string?)> texts =
        [
            (act.Name, other.Name), (act.Source, other.Source), (place.Region, otherPlace.Region), (place.Account, otherPlace.Account),
            (Addresses.TextOf(a.Address), Addresses.TextOf(b.Address)), (act.Error, other.Error),
        ];
        foreach (var (x, y) in texts)
            if (UserIdentityContent.CompareText(x, y) is var order and not 0)
                return order;
        return 0;
    }

    /// <summary>The numbers that the acts, places, addresses and identities of a content have in the segment.</summary>
    private sealed record Numbering(FactContent Content, int[] Acts, int[] Places, int[] Addresses, int[] Identities, int FirstRaw)
    {
        public void Fill(ref Fact fact, int number)
        {
            fact = Content.At(number);
            fact.Act = Acts[fact.Act];
            fact.Place = Places[fact.Place];
            fact.Address = Addresses[fact.Address];
            fact.Identity = Identities[fact.Identity];
            if (fact.Raw > 0) fact.Raw += FirstRaw;
        }
    }
}
