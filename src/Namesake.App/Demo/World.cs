namespace Namesake.App.Demo;

/// <summary>One account and one Region: what a log file is about.</summary>
internal sealed record Place(string Account, string Region);

/// <summary>The accounts, people and roles of a synthetic trail.</summary>
internal sealed class World
{
    public const string Home = "us-east-1";
    private const int UsersPerAccount = 40;

    private static readonly string[] Accounts = ["111122223333", "444455556666", "123456789012", "777788889999", "999988887777"];

    private static readonly string[] FirstNames =
        ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "ken", "lena", "mike", "nina", "oscar", "petra", "quinn", "rosa", "sven", "tara"];

    private static readonly string[] LastNames = ["adams", "berg", "costa", "dietz", "evans", "fischer", "garcia", "hansen"];

    private static readonly string[] HumanRoles =
        ["Deploy", "ReadOnly", "SupportAccess", "DataPipeline", "ProdAdmin", "Billing", "SecurityAudit", "BackupOperator", "NetworkOps", "DataScience"];

    private static readonly string[] LinkedServices = ["inspector2", "config", "autoscaling", "ecs", "guardduty"];

    public World(ulong seed)
    {
        var random = SplitMix64.At(seed, 0xA1_0000_0000_0000);
        Places =
        [
            new(Accounts[0], Home), new(Accounts[0], "us-west-2"), new(Accounts[0], "eu-west-1"),
            new(Accounts[1], Home), new(Accounts[1], "us-west-2"), new(Accounts[1], "eu-west-1"),
            new(Accounts[2], Home), new(Accounts[2], "eu-west-1"), new(Accounts[2], "eu-central-1"),
            new(Accounts[3], Home), new(Accounts[3], "us-west-2"), new(Accounts[4], Home),
        ];
        Users = MakeUsers(ref random);
        People = MakeRoles(ref random, HumanRoles);
        Instances = MakeRoles(ref random, ["WebServer", "WorkerNode", "BatchNode"]);
        Functions = MakeRoles(ref random, ["OrderFunction", "ImageFunction", "NightlyReport"]);
        Saml = MakeRoles(ref random, ["FederatedAnalyst", "FederatedOps"]);
        Web = MakeRoles(ref random, ["GitHubActions", "EksPodReader"]);
        Portal = MakeRoles(ref random, ["AWSReservedSSO_AdministratorAccess_0123456789abcdef", "AWSReservedSSO_ReadOnlyAccess_fedcba9876543210"], "/aws-reserved/sso.amazonaws.com/");
        Linked = MakeLinkedRoles(ref random);
    }

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<User> Users { get; }

    /// <summary>Roles that users and other roles assume.</summary>
    public IReadOnlyList<Role> People { get; }

    public IReadOnlyList<Role> Instances { get; }

    public IReadOnlyList<Role> Functions { get; }

    public IReadOnlyList<Role> Saml { get; }

    public IReadOnlyList<Role> Web { get; }

    /// <summary>Roles of Identity Center.</summary>
    public IReadOnlyList<Role> Portal { get; }

    /// <summary>Service-linked roles with the host of their service.</summary>
    public IReadOnlyList<(Role Role, string Host)> Linked { get; }

    /// <summary>The number of the place of an account and a Region, or of the account's first Region.</summary>
    public int PlaceOf(string account, string region)
    {
        var first = -1;
        for (var i = 0; i < Places.Count; i++)
        {
            if (!string.Equals(Places[i].Account, account, StringComparison.Ordinal))
                continue;
            if (first < 0)
                first = i;
            if (string.Equals(Places[i].Region, region, StringComparison.Ordinal))
                return i;
        }

        return first;
    }

    /// <summary>One of the Regions in which an account works.</summary>
    public string RegionOf(string account, ref SplitMix64 random)
    {
        var first = PlaceOf(account, Home);
        var count = 0;
        while (first + count < Places.Count && string.Equals(Places[first + count].Account, account, StringComparison.Ordinal))
            count++;
        return Places[first + random.Below(count)].Region;
    }

    private static List<User> MakeUsers(ref SplitMix64 random)
    {
        var users = new List<User>();
        for (var a = 0; a < Accounts.Length; a++)
        {
            for (var i = 0; i < UsersPerAccount; i++)
            {
                // A third of the names are first names only, and come back in every account.
                var first = FirstNames[i % FirstNames.Length];
                var name = i < 14 ? first : $"{first}.{LastNames[(i + a) % LastNames.Length]}";
                users.Add(new(Accounts[a], name, Mint.UniqueId(ref random, "AIDA"), Mint.LongTermKey(ref random)));
            }
        }

        return users;
    }

    private static List<Role> MakeRoles(ref SplitMix64 random, string[] names, string path = "/")
    {
        var roles = new List<Role>();
        foreach (var account in Accounts)
        {
            foreach (var name in names)
                roles.Add(new(account, name, Mint.UniqueId(ref random, "AROA"), path));
        }

        return roles;
    }

    private static List<(Role Role, string Host)> MakeLinkedRoles(ref SplitMix64 random)
    {
        var roles = new List<(Role Role, string Host)>();
        foreach (var account in Accounts)
        {
            foreach (var service in LinkedServices)
            {
                var host = $"{service}.amazonaws.com";
                var name = $"AWSServiceRoleFor{char.ToUpperInvariant(service[0])}{service[1..]}";
                roles.Add((new(account, name, Mint.UniqueId(ref random, "AROA"), $"/aws-service-role/{host}/"), host));
            }
        }

        return roles;
    }
}
