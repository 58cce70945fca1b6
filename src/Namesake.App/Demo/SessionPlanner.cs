namespace Namesake.App.Demo;

/// <summary>Makes up the sessions of a synthetic trail, one after another from one sequence of chances.</summary>
internal sealed partial class SessionPlanner(World world, ulong seed)
{
    // Every so many sessions one has lost its issuing event.
    private const int LostEvery = 61;

    private static readonly int[] Durations = [900, 3600, 3600, 14_400, 43_200];

    private static readonly string[] Agents =
        [DemoAgents.Cli, DemoAgents.Boto, DemoAgents.Terraform, DemoAgents.Java, DemoAgents.Go];

    private readonly List<SyntheticSession> sessions = [];
    private readonly HashSet<(string Principal, int Second)> taken = [];
    private SplitMix64 random = SplitMix64.At(seed, 0xA2_0000_0000_0000);

    /// <summary>About so many sessions, every shape among them.</summary>
    public IReadOnlyList<SyntheticSession> Plan(int count)
    {
        (int Weight, Action Plan)[] shapes =
        [
            (230, () => Assume(User())),
            (80, () => Chain(2)),
            (60, () => Chain(3)),
            (4, BreakAChain),
            (40, () => Assume(Token())),
            (12, () => Assume(SignIn())),
            (30, () => Switch()),
            (90, () => Saml(SessionKind.Saml)),
            (22, () => Saml(SessionKind.SamlConsole)),
            (140, Web),
            (140, Instance),
            (110, Function),
            (80, Linked),
            (80, () => Portal(SessionKind.Portal)),
            (22, () => Portal(SessionKind.PortalConsole)),
            (24, Federate),
        ];
        foreach (var (_, plan) in shapes)
            plan();
        var total = shapes.Sum(shape => shape.Weight);
        while (sessions.Count < count)
        {
            var left = random.Below(total);
            foreach (var (weight, plan) in shapes)
            {
                left -= weight;
                if (left >= 0)
                    continue;
                plan();
                break;
            }
        }

        return sessions;
    }

    private void Chain(int length)
    {
        var session = Assume(User());
        for (var i = 1; i < length; i++)
            session = Assume(Origin.Of(session));
    }

    private void BreakAChain()
    {
        var first = Assume(User());
        var second = Assume(Origin.Of(first), isLost: true);
        Assume(Origin.Of(second));
    }

    private Origin User() => Origin.Of(world.Users[random.Below(world.Users.Count)], RandomDesk());

    private SyntheticSession Assume(Origin origin, bool isLost = false)
    {
        var account = origin.Caller.Account!;
        Role role;
        do
        {
            role = world.People[random.Below(world.People.Count)];
        }
        while (origin.Parent?.Role == role || (random.Chance(850) && !string.Equals(role.Account, account, StringComparison.Ordinal)));
        var name = SessionName(origin.Name);
        var issued = Moment(role.SessionId(name), origin.Parent);
        var sourceIdentity = origin.Parent?.SourceIdentity ?? (origin.Parent is null && random.Chance(200) ? origin.Name : null);
        var key = Mint.TemporaryKey(ref random);
        var identity = role.Session(name, key, new(CreatedBefore(issued)) { Mfa = random.Chance(300), SourceIdentity = sourceIdentity });
        return Add(new()
        {
            Number = sessions.Count,
            Kind = SessionKind.Assumed,
            Role = role,
            Name = name,
            Key = key,
            Issued = issued,
            Duration = origin.Parent?.Role is null ? random.Pick<int>(Durations) : 3600,
            Caller = origin.Caller,
            Parent = origin.Parent,
            Identity = identity,
            IsLogged = !isLost && IsKept(),
            IssuingRegion = CommonRegion(account, role.Account),
            Desk = origin.Desk,
            Weight = Heavy(8, 50),
            SourceIdentity = sourceIdentity,
            ForwardedBy = Forwarder(),
        });
    }

    private void Switch()
    {
        var user = world.Users[random.Below(world.Users.Count)];
        var role = world.People[random.Below(world.People.Count)];
        var desk = RandomDesk() with { UserAgent = DemoAgents.Browser };
        var issued = Moment(role.SessionId(user.Name), parent: null);
        var key = Mint.TemporaryKey(ref random);
        Add(new()
        {
            Number = sessions.Count,
            Kind = SessionKind.Switched,
            Role = role,
            Name = user.Name,
            Key = key,
            Issued = issued,
            Duration = 3600,
            Caller = user.With(Mint.TemporaryKey(ref random), new(Math.Max(0, issued - 900)) { Mfa = true }),
            Identity = role.Session(user.Name, key, new(CreatedBefore(issued)) { Mfa = true }),
            IsLogged = IsKept(),
            IssuingRegion = World.Home,
            Desk = desk,
            Weight = random.Between(4, 12),
        });
    }

    private Origin Token()
    {
        var user = world.Users[random.Below(world.Users.Count)];
        var issued = Moment(user.Id, parent: null);
        var key = Mint.TemporaryKey(ref random);
        return Origin.Of(Add(new()
        {
            Number = sessions.Count,
            Kind = SessionKind.UserToken,
            Name = user.Name,
            Key = key,
            Issued = issued,
            Duration = 43_200,
            Caller = user.Identity,
            Identity = user.With(key, new(CreatedBefore(issued)) { Mfa = true }),
            IsLogged = IsKept(),
            IssuingRegion = World.Home,
            Desk = RandomDesk(),
            Weight = random.Between(6, 30),
        }));
    }

    private Origin SignIn()
    {
        var user = world.Users[random.Below(world.Users.Count)];
        var issued = Moment(user.Id, parent: null);
        var key = Mint.TemporaryKey(ref random);
        var session = new IdentitySession(issued)
        {
            SignInSession = $"arn:aws:signin:{World.Home}:{user.Account}:session/{Mint.Guid(ref random)}",
        };
        return Origin.Of(Add(new()
        {
            Number = sessions.Count,
            Kind = SessionKind.SignIn,
            Name = user.Name,
            Key = key,
            Issued = issued,
            Duration = 43_200,
            Caller = user.Identity with { AccessKey = null, Session = new IdentitySession(Math.Max(0, issued - 34)) },
            Identity = user.With(key, session),
            IsLogged = true,
            IssuingRegion = World.Home,
            Desk = RandomDesk() with { UserAgent = DemoAgents.Cli },
            Weight = random.Between(6, 30),
        }));
    }

    private SyntheticSession Add(SyntheticSession session)
    {
        sessions.Add(session);
        return session;
    }
}

/// <summary>Who is about to assume a role: a user, or a session with its key.</summary>
internal sealed record Origin(CallerIdentity Caller, string Name, Desk Desk, SyntheticSession? Parent)
{
    public static Origin Of(User user, Desk desk) => new(user.Identity, user.Name, desk, Parent: null);

    public static Origin Of(SyntheticSession session) => new(session.Identity, session.Name, session.Desk, session);
}
