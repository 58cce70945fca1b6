namespace Namesake.App.Demo;

/// <summary>All that a synthetic trail will hold, before a byte of it is written.</summary>
internal sealed record TrailPlan(
    ulong Seed, World World, IReadOnlyList<SyntheticSession> Sessions, SyntheticEvent[] Events, int[] IssuingEvents, int SlotLength)
{
    /// <summary>The id of an event.</summary>
    public UInt128 EventId(int id)
    {
        var random = SplitMix64.At(Seed, (ulong)id * 2);
        return Mint.GuidBits(ref random);
    }
}

/// <summary>Decides which events there are, when they happen and in which file they are delivered.</summary>
internal sealed class EventPlanner(World world, ulong seed, int count)
{
    // 278 events a file make 3,600 files of a million events.
    private const int EventsPerFile = 278;
    private const int ShortestSlot = 300;
    private const int LongestSlot = 21_600;
    private const int LatestDelivery = 3540;

    private readonly List<SyntheticEvent> events = new(count);
    private readonly HashSet<int> doubled = [];
    private readonly int slotLength = SlotLengthFor(world, count);
    private SplitMix64 random = SplitMix64.At(seed, 0xA3_0000_0000_0000);

    public TrailPlan Plan()
    {
        var sessions = new SessionPlanner(world, seed).Plan((int)(count * 17L / 1000));
        var unique = count - (count / 100);
        var issuing = AddIssuingEvents(sessions);
        AddRefusals(sessions, unique);
        for (var i = 0; i < unique / 1000; i++)
            AddUserEvent(SyntheticKind.ConsoleLogin);

        var byRoles = events.Count(e => IsByRole(e, sessions));
        Spread(sessions, s => s.Role is not null, (unique * 6L / 10) - byRoles);
        Spread(sessions, s => s.Kind is SessionKind.Federated, unique / 100);
        Spread(sessions, s => s.Kind is SessionKind.UserToken or SessionKind.SignIn, unique / 40);
        while (events.Count < unique)
            AddUserEvent(SyntheticKind.UserCall);
        AddDuplicates();
        return new(seed, world, sessions, [.. events], issuing, slotLength);
    }

    private static bool IsByRole(SyntheticEvent e, IReadOnlyList<SyntheticSession> sessions) => e.Kind switch
    {
        SyntheticKind.Issue => sessions[e.Actor].Parent?.Role is not null,
        SyntheticKind.RefusedSession => true,
        _ => false,
    };

    private int[] AddIssuingEvents(IReadOnlyList<SyntheticSession> sessions)
    {
        var issuing = new int[sessions.Count];
        foreach (var session in sessions)
        {
            issuing[session.Number] = -1;
            if (!session.IsLogged)
                continue;
            issuing[session.Number] = events.Count;
            var account = session.Caller.Account ?? session.Account;
            Add(SyntheticKind.Issue, session.Number, session.Issued, world.PlaceOf(account, session.IssuingRegion));
            if (session.IsCrossAccount)
                Add(SyntheticKind.IssueAbroad, session.Number, session.Issued, world.PlaceOf(session.Account, session.IssuingRegion));
        }

        return issuing;
    }

    private void AddRefusals(IReadOnlyList<SyntheticSession> sessions, int unique)
    {
        for (var i = 0; i < unique / 250; i++)
            AddUserEvent(SyntheticKind.RefusedUser);
        for (var left = unique / 1000; left > 0;)
        {
            var session = sessions[random.Below(sessions.Count)];
            if (session.Kind is not SessionKind.Assumed)
                continue;
            Add(SyntheticKind.RefusedSession, session.Number, random.Between(session.Issued, session.Ends), PlaceOfCall(session));
            left--;
        }
    }

    // Shares the calls out by weight; the rounding carries over, so that the sum is exact.
    private void Spread(IReadOnlyList<SyntheticSession> sessions, Func<SyntheticSession, bool> which, long calls)
    {
        var chosen = sessions.Where(which).ToList();
        var total = chosen.Sum(session => (long)session.Weight);
        var weight = 0L;
        foreach (var session in chosen)
        {
            var before = weight * calls / total;
            weight += session.Weight;
            for (var left = (weight * calls / total) - before; left > 0; left--)
            {
                Add(SyntheticKind.SessionCall, session.Number, random.Between(session.Issued, session.Ends), PlaceOfCall(session), CredentialOf(session));
            }
        }
    }

    private CredentialKind CredentialOf(SyntheticSession session)
    {
        if (session.IsConsole)
            return CredentialKind.OtherKey;
        if (session.Kind is SessionKind.Linked)
            return CredentialKind.NoKey;
        if (session.ForwardedBy is null || !random.Chance(60))
            return CredentialKind.OwnKey;
        return random.Chance(160) ? CredentialKind.OtherKey : CredentialKind.NoKey;
    }

    private int PlaceOfCall(SyntheticSession session)
    {
        // A session works in the Region in which it was asked for, and now and then elsewhere.
        var region = random.Chance(700) ? session.IssuingRegion : world.RegionOf(session.Account, ref random);
        return world.PlaceOf(session.Account, region);
    }

    private void AddUserEvent(SyntheticKind kind)
    {
        var user = random.Below(world.Users.Count);
        var account = world.Users[user].Account;
        Add(kind, user, random.Below(Day.Length), world.PlaceOf(account, world.RegionOf(account, ref random)));
    }

    private void Add(SyntheticKind kind, int actor, int second, int place, CredentialKind credential = CredentialKind.OwnKey)
    {
        var delay = random.Below(100) switch
        {
            < 85 => random.Between(60, 420),
            < 98 => random.Between(420, 1200),
            _ => random.Between(1200, LatestDelivery),
        };
        events.Add(new(events.Count, kind, credential, actor, second, place, (second + delay) / slotLength));
    }

    private void AddDuplicates()
    {
        var unique = events.Count;
        var last = (Day.Length + LatestDelivery) / slotLength;
        while (events.Count < count)
        {
            var original = events[random.Below(unique)];
            if (original.Slot < last && doubled.Add(original.Id))
                events.Add(original with { Slot = original.Slot + 1 });
        }
    }

    private static int SlotLengthFor(World world, int count)
    {
        var slots = Math.Max(1, count / (EventsPerFile * world.Places.Count));
        var length = (Day.Length + LatestDelivery) / slots;
        return Math.Clamp((length + (ShortestSlot / 2)) / ShortestSlot * ShortestSlot, ShortestSlot, LongestSlot);
    }
}
