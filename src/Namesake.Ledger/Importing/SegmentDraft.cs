using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Importing;

/// <summary>
/// A segment before it is written: the contents of all workers' buffers under one numbering, the facts in the order of their ids,
/// each once.
/// </summary>
internal sealed class SegmentDraft
{
    private Fact[] _facts;
    private readonly Dictionary<(UserIdentity, bool), int> _identityNumbers = new(UserIdentityContent.Instance);
    private readonly List<IdentityUse> _identities = [];

    public SegmentDraft(IReadOnlyList<FactContent> contents)
    {
        Contents = contents;
        _facts = new Fact[contents.Sum(b => b.Count)];
        var filled = 0;
        foreach (var content in contents) filled = Take(content, filled);
        _facts = InOrder();
    }

    public IReadOnlyList<FactContent> Contents { get; }

    public TextTable Texts { get; } = new();

    public List<ImportedInput> Inputs { get; } = [];

    public IReadOnlyList<IdentityUse> Identities => _identities;

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
        for (var i = 0; i < Count; i++) _identities[this[i].Identity].Count(in this[i]);
    }

    private int Take(FactContent content, int filled)
    {
        int[] texts = [0, .. content.Texts.Texts.Select(Texts.NumberOf)];
        var identities = content.Identities.Select(NumberFor).ToArray();
        var firstInput = Inputs.Count;
        Inputs.AddRange(content.Inputs);
        foreach (var fact in content.Facts)
        {
            ref var taken = ref _facts[filled++];
            taken = fact;
            taken.Name = texts[fact.Name];
            taken.Source = texts[fact.Source];
            taken.Region = texts[fact.Region];
            taken.Account = texts[fact.Account];
            taken.Address = texts[fact.Address];
            taken.Error = texts[fact.Error];
            taken.Identity = identities[fact.Identity];
            taken.Input += firstInput;
        }
        return filled;
    }

    private int NumberFor((UserIdentity Identity, bool FromConsole) key)
    {
        if (_identityNumbers.TryGetValue(key, out var known)) return known;
        _identities.Add(new IdentityUse(key.Identity, key.FromConsole));
        return _identityNumbers[key] = _identities.Count - 1;
    }

    // In the order of ids all is read again and again: moved there once, it need not be looked for in memory each time.
    private Fact[] InOrder()
    {
        var (keys, order) = (new ulong[_facts.Length], new int[_facts.Length]);
        for (var i = 0; i < order.Length; i++) (keys[i], order[i]) = (_facts[i].Id.High, i);
        Array.Sort(keys, order);
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && keys[to] == keys[from]) to++;
            if (to - from > 1) Array.Sort(order, from, to - from, ByDelivery);
            Keep(order, from, to);
            from = to;
        }
        var facts = new Fact[Count];
        for (var i = 0; i < facts.Length; i++) facts[i] = _facts[order[i]];
        return facts;
    }

    // Of the deliveries of one event the fuller comes first, and is kept.
    private void Keep(int[] order, int from, int to)
    {
        FactId? last = null;
        for (var i = from; i < to; i++)
            if (_facts[order[i]].Id != last)
                (order[Count++], last) = (order[i], _facts[order[i]].Id);
    }

    private Comparer<int> ByDelivery => Comparer<int>.Create((a, b) =>
    {
        var byId = _facts[a].Id.CompareTo(_facts[b].Id);
        if (byId != 0) return byId;
        // The same order as Trail's: logs and ledger keep the same one.
        var byTime = _facts[a].Time.CompareTo(_facts[b].Time);
        if (byTime != 0) return byTime;
        var (x, y) = (_identities[_facts[a].Identity], _identities[_facts[b].Identity]);
        var byIdentity = UserIdentityContent.Compare((x.Identity, x.FromConsole), (y.Identity, y.FromConsole));
        return byIdentity != 0 ? byIdentity : CompareTexts(in _facts[a], in _facts[b]);
    });

    private int CompareTexts(in Fact a, in Fact b)
    {
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(a.Name, b.Name), (a.Source, b.Source), (a.Region, b.Region), (a.Account, b.Account), (a.Address, b.Address), (a.Error, b.Error)])
            if (x != y && UserIdentityContent.CompareText(TextOf(x), TextOf(y)) is var order and not 0)
                return order;
        return 0;
    }

    private string? TextOf(int number) => number == 0 ? null : Texts.Texts[number - 1];
}
