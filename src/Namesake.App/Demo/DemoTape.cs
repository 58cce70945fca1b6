using System.Text;

namespace Namesake.App.Demo;

/// <summary>Collects the events of the demo day and writes them as a trail delivers them.</summary>
internal sealed class DemoTape
{
    private const int Window = 3 * 3600;

    private readonly List<(TrailRecord Record, int Delivered, ulong Order)> events = [];
    private SplitMix64 random = new(20250303);

    /// <summary>The chances of the day.</summary>
    public ref SplitMix64 Random => ref random;

    /// <summary>An event with what most calls have; the rest is said by <c>with</c>.</summary>
    public TrailRecord Call(CallerIdentity caller, Desk desk, int second, string service, string name, string? account = null, string region = DemoCast.Home) => new()
    {
        EventId = Mint.Guid(ref random),
        RequestId = string.Equals(service, "s3", StringComparison.Ordinal) ? Mint.ShortRequestId(ref random) : Mint.Guid(ref random),
        Second = second,
        Source = $"{service}.amazonaws.com",
        Name = name,
        Region = region,
        Account = account ?? DemoCast.Account,
        Identity = caller.ToUtf8(),
        Address = desk.Address,
        UserAgent = desk.UserAgent,
        ReadOnly = IsReading(name),
        Host = desk.IsInsideAws ? null : $"{service}.{region}.amazonaws.com",
    };

    /// <summary>Adds an event, delivered so many seconds after it happened.</summary>
    public void Add(TrailRecord record, int delay = 240) => events.Add((record, record.Second + delay, random.Next()));

    /// <summary>
    /// Adds the event, or for a role of another account the two events, in which a caller assumes a role,
    /// and answers the access key issued.
    /// </summary>
    public string AssumeRole(CallerIdentity caller, Desk desk, Role role, string session, int second, int duration = 3600)
    {
        var issued = Credentials(second + duration);
        var record = Call(caller, desk, second, "sts", "AssumeRole") with
        {
            ReadOnly = true,
            Request = StsJson.AssumeRole(role, session, duration),
            Response = StsJson.RoleCredentials(issued, role, session),
            Resources = StsJson.RoleResource(role),
        };
        if (string.Equals(caller.Account, role.Account, StringComparison.Ordinal))
        {
            Add(record);
            return issued.Key;
        }

        record = record with { SharedEventId = Mint.Guid(ref random) };
        Add(record);
        Add(record with
        {
            EventId = Mint.Guid(ref random),
            Identity = caller.SeenFromAbroad().ToUtf8(),
            Account = role.Account,
        });
        return issued.Key;
    }

    /// <summary>New credentials, good until a moment.</summary>
    public IssuedCredentials Credentials(int expires) =>
        new(Mint.TemporaryKey(ref random), Mint.SessionToken(ref random), expires);

    /// <summary>Writes the log files: one for each account, Region and three hours, its events in no order.</summary>
    public void WriteTo(string directory)
    {
        using var file = new TrailFile();
        var files = events
            .GroupBy(e => (e.Record.Account, e.Record.Region, Window: e.Delivered / Window))
            .OrderBy(g => g.Key.Account, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Region, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Window);
        foreach (var group in files)
        {
            foreach (var (record, _, _) in group.OrderBy(e => e.Order))
                file.Add(record);
            var path = TrailFile.PathOf(group.Key.Account, group.Key.Region, (group.Key.Window + 1) * Window, Mint.FileSuffix(ref random));
            file.WriteTo(Path.Combine(directory, path));
        }
    }

    /// <summary>JSON as written in the source.</summary>
    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static bool IsReading(string name) =>
        name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal) ||
        name.StartsWith("Describe", StringComparison.Ordinal) || name.StartsWith("Head", StringComparison.Ordinal);
}
