namespace Namesake.App.Demo;

// The chances that sessions of all kinds share.
internal sealed partial class SessionPlanner
{
    private static readonly string[] Forwarders = ["cloudformation.amazonaws.com", "ssm.amazonaws.com", "athena.amazonaws.com"];

    // A second of the day at which no session of the principal was issued within two seconds:
    // principal and time together name one session.
    private int Moment(string principal, SyntheticSession? parent)
    {
        var second = parent is null
            ? random.Below(Day.Length - 1200)
            : random.Between(parent.Issued + 2, Math.Min(parent.Ends, parent.Issued + 800));
        while (IsTaken(principal, second))
            second = parent is null ? random.Below(Day.Length - 1200) : second + 1;
        taken.Add((principal, second));
        return Math.Min(second, Day.Length - 1);
    }

    private bool IsTaken(string principal, int second)
    {
        for (var near = second - 2; near <= second + 2; near++)
        {
            if (taken.Contains((principal, near)))
                return true;
        }

        return false;
    }

    private int CreatedBefore(int issued) => random.Chance(120) ? issued - 1 : issued;

    private bool IsKept() => sessions.Count % LostEvery != LostEvery / 2;

    private int Heavy(int low, int high) => random.Between(low, high) * (random.Chance(40) ? 6 : 1);

    private string? Forwarder() => random.Chance(150) ? random.Pick<string>(Forwarders) : null;

    private Desk RandomDesk() => new(random.Pick<string>(["198.51.100.", "203.0.113.", "192.0.2."]) + random.Between(1, 254), random.Pick<string>(Agents));

    private string SessionName(string person) => random.Below(10) switch
    {
        < 6 => person,
        < 8 => $"botocore-session-17409{random.Below(100_000):00000}",
        < 9 => $"aws-go-sdk-17409{random.Below(100_000):00000}{random.Below(1_000_000_000):000000000}",
        _ => "terraform",
    };

    private string RegionOf(string account) => world.RegionOf(account, ref random);

    private string CommonRegion(string account, string other)
    {
        var region = RegionOf(account);
        var place = world.Places[world.PlaceOf(other, region)];
        return string.Equals(place.Region, region, StringComparison.Ordinal) ? region : World.Home;
    }
}
