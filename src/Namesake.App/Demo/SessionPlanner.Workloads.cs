namespace Namesake.App.Demo;

// Sessions of federated people and of machines.
internal sealed partial class SessionPlanner
{
    private void Saml(SessionKind kind)
    {
        var role = world.Saml[random.Below(world.Saml.Count)];
        var person = $"{world.Users[random.Below(world.Users.Count)].Name}@example.com";
        AddFederated(kind, role, person, SamlCaller("q7Zt5rN0eXmJp2Vd8sKc1uYhB4w=", person), person: null);
    }

    private void Portal(SessionKind kind)
    {
        var role = world.Portal[random.Below(world.Portal.Count)];
        var number = random.Below(world.Users.Count);
        var name = $"{world.Users[number].Name}@example.com";
        var id = SplitMix64.At(seed, 0xA4_0000_0000_0000 + (ulong)number);
        var person = new DirectoryPerson(Mint.Guid(ref id), "arn:aws:identitystore::111122223333:identitystore/d-9067642ac7");
        AddFederated(kind, role, name, SamlCaller("nQ4sT1oBba7HrvuiTKq9Lk3rbWM=", name), person);
    }

    private void AddFederated(SessionKind kind, Role role, string name, CallerIdentity caller, DirectoryPerson? person)
    {
        var isConsole = kind is SessionKind.SamlConsole or SessionKind.PortalConsole;
        var issued = Moment(role.SessionId(name), parent: null);
        var key = Mint.TemporaryKey(ref random);
        Add(new()
        {
            Number = sessions.Count,
            Kind = kind,
            Role = role,
            Name = name,
            Key = key,
            Issued = issued,
            Duration = person is null ? 3600 : 43_200,
            Caller = caller,
            Identity = role.Session(name, key, new(CreatedBefore(issued))),
            IsLogged = IsKept() && kind is not SessionKind.PortalConsole,
            IssuingRegion = World.Home,
            Desk = isConsole ? RandomDesk() with { UserAgent = DemoAgents.Browser } : RandomDesk(),
            Weight = isConsole ? random.Between(4, 12) : Heavy(10, 60),
            Person = person,
            ForwardedBy = isConsole ? null : Forwarder(),
        });
    }

    private static CallerIdentity SamlCaller(string provider, string person) =>
        new("SAMLUser") { PrincipalId = $"{provider}:{person}", UserName = person, IdentityProvider = provider };

    private void Web()
    {
        var role = world.Web[random.Below(world.Web.Count)];
        var isPod = role.Name.StartsWith("Eks", StringComparison.Ordinal);
        var host = isPod ? "oidc.eks.us-east-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0" : "token.actions.githubusercontent.com";
        var subject = isPod
            ? $"system:serviceaccount:shop:{Pod()}"
            : $"repo:acme/{Pod()}:ref:refs/heads/main";
        var provider = $"arn:aws:iam::{role.Account}:oidc-provider/{host}";
        var name = isPod ? $"botocore-session-17409{random.Below(100_000):00000}" : "GitHubActions";
        var issued = Moment(role.SessionId(name), parent: null);
        var key = Mint.TemporaryKey(ref random);
        Add(new()
        {
            Number = sessions.Count,
            Kind = SessionKind.Web,
            Role = role,
            Name = name,
            Key = key,
            Issued = issued,
            Duration = 3600,
            Caller = new("WebIdentityUser") { PrincipalId = $"{provider}:sts.amazonaws.com:{subject}", UserName = subject, IdentityProvider = provider },
            Identity = role.Session(name, key, new(CreatedBefore(issued)) { FederatedProvider = provider }),
            IsLogged = IsKept(),
            IssuingRegion = World.Home,
            Desk = RandomDesk(),
            Weight = Heavy(15, 60),
        });
    }

    private string Pod() => JsonTemplate.Value("name", new(random.Next() % 300, "", ""));

    private void Instance()
    {
        var machine = SplitMix64.At(seed, 0xA5_0000_0000_0000 + (ulong)random.Below(3000));
        var name = "i-" + Mint.Hex(ref machine, 17);
        AddWorkload(SessionKind.Instance, world.Instances[random.Below(world.Instances.Count)], name, "ec2.amazonaws.com", 22_140, Heavy(30, 90));
    }

    private void Function()
    {
        var role = world.Functions[random.Below(world.Functions.Count)];
        AddWorkload(SessionKind.Function, role, role.Name.ToLowerInvariant(), "lambda.amazonaws.com", 7200, Heavy(20, 60));
    }

    private void Linked()
    {
        var (role, host) = world.Linked[random.Below(world.Linked.Count)];
        var name = $"MandoService{random.Next() % 1_000_000_000_000_000_000}";
        AddWorkload(SessionKind.Linked, role, name, host, 900, random.Between(6, 16));
    }

    private void AddWorkload(SessionKind kind, Role role, string name, string host, int duration, int weight)
    {
        var issued = Moment(role.SessionId(name), parent: null);
        var key = Mint.TemporaryKey(ref random);
        var context = new IdentitySession(CreatedBefore(issued)) { Ec2RoleDelivery = kind is SessionKind.Instance ? "2.0" : null };
        var isLinked = kind is SessionKind.Linked;
        Add(new()
        {
            Number = sessions.Count,
            Kind = kind,
            Role = role,
            Name = name,
            Key = key,
            Issued = issued,
            Duration = duration,
            Caller = CallerIdentity.Service(host),
            Identity = role.Session(name, isLinked ? null : key, context) with { InvokedBy = isLinked ? host : null },
            IsLogged = IsKept(),
            TellsSession = isLinked || random.Chance(500),
            IssuingRegion = RegionOf(role.Account),
            Desk = isLinked ? new(host, host) : RandomDesk(),
            Weight = weight,
        });
    }

    private void Federate()
    {
        var user = world.Users[random.Below(world.Users.Count)];
        var name = $"partner-{random.Below(60)}";
        var principal = $"{user.Account}:{name}";
        var issued = Moment(principal, parent: null);
        var key = Mint.TemporaryKey(ref random);
        Add(new()
        {
            Number = sessions.Count,
            Kind = SessionKind.Federated,
            Name = name,
            Key = key,
            Issued = issued,
            Duration = 43_200,
            Caller = user.Identity,
            Identity = new("FederatedUser")
            {
                PrincipalId = principal,
                Arn = $"arn:aws:sts::{user.Account}:federated-user/{name}",
                Account = user.Account,
                AccessKey = key,
                Session = new(CreatedBefore(issued)) { Issuer = user.Identity },
            },
            IsLogged = IsKept(),
            IssuingRegion = World.Home,
            Desk = RandomDesk(),
            Weight = random.Between(8, 40),
        });
    }
}
