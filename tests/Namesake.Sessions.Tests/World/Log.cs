using System.Globalization;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Tests.World;

/// <summary>One delivery: an event, and what a reader finds in it.</summary>
internal sealed record Delivery(TrailEvent Event, IssuedCredential? Issued = null, SignInGrant? Grant = null);

/// <summary>Writes a log event by event, and asks who is behind them.</summary>
internal sealed class Log
{
    private readonly List<Delivery> _deliveries = [];

    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    /// <summary>A role session issued to a caller by AssumeRole, unless another event is named.</summary>
    public Session Assume(
        UserIdentity caller, string role, string name, long at = At.Noon, string? key = null, string account = Who.Home, string by = "AssumeRole",
        bool console = false, string? sharedId = null, string? sourceIdentity = null, string? id = null, bool showsPrincipal = true, string path = "")
    {
        var session = new Session { Role = role, Name = name, Account = account, Key = key ?? NextKey(), Created = at, Path = path };
        Issue(caller, session, by, at, console, sharedId, sourceIdentity, id, session.RoleArn, showsPrincipal ? session.PrincipalId : null);
        return session;
    }

    /// <summary>A session of an identity that stays the caller's own, by GetSessionToken.</summary>
    public string SessionToken(UserIdentity caller, long at = At.Noon, string? key = null)
    {
        var session = new Session { Name = "", Key = key ?? NextKey() };
        Issue(caller, session, "GetSessionToken", at, false, null, null, null, null, null);
        return session.Key!;
    }

    public Session Federate(UserIdentity caller, string name, long at = At.Noon)
    {
        var session = new Session { Type = "FederatedUser", Name = name, Key = NextKey(), Created = at, Issuer = caller.UserName };
        Issue(caller, session, "GetFederationToken", at, false, null, null, null, null, session.PrincipalId);
        return session;
    }

    public TrailEvent Act(Session session, long at = At.Noon + At.Minute, bool console = false, string? id = null) => Act(session.Identity, at, console, id);

    public TrailEvent Act(UserIdentity identity, long at = At.Noon + At.Minute, bool console = false, string? id = null)
    {
        var e = Event(identity, at, console, id, "DeleteBucket", "s3.amazonaws.com");
        _deliveries.Add(new Delivery(e));
        return e;
    }

    /// <summary>A grant of AWS Sign-In that mints a sign-in session.</summary>
    public SignInGrant Grant(UserIdentity caller, string minted, long at = At.Noon, string? resource = null, bool console = false)
    {
        var e = Event(caller, at, console, null, "CreateOAuth2Token", "signin.amazonaws.com");
        var grant = new SignInGrant(e.Id, at, minted, resource, console, caller, null);
        _deliveries.Add(new Delivery(e, Grant: grant));
        return grant;
    }

    public Trail Trail() => TrailOf([_deliveries]);

    public Answer Ask(TrailEvent e) => new Attributor(Trail()).Of(e);

    public static Trail TrailOf(IEnumerable<IEnumerable<Delivery>> parts) => new([.. parts.Select(Part)]);

    public static TrailPart Part(IEnumerable<Delivery> deliveries)
    {
        var part = new TrailPart((in e) => true);
        foreach (var (e, issued, grant) in deliveries)
        {
            part.Add(in e);
            if (issued is not null) part.Issued.Add(issued);
            if (grant is not null) part.Grants.Add(grant);
        }
        return part;
    }

    public string NextKey() => $"ASIA{_deliveries.Count.ToString("D16", CultureInfo.InvariantCulture)}";

    private void Issue(
        UserIdentity caller, Session session, string by, long at, bool console, string? sharedId, string? sourceIdentity, string? id, string? roleArn, string? principalId)
    {
        var e = Event(caller, at, console, id, by, "sts.amazonaws.com");
        _deliveries.Add(new Delivery(e, new IssuedCredential
        {
            Id = e.Id,
            Time = at,
            EventName = by,
            Caller = caller,
            FromConsole = console,
            SharedEventId = sharedId,
            AccessKeyId = session.Key,
            RoleArn = roleArn,
            PrincipalId = principalId,
            SessionName = session.Name.Length == 0 ? null : session.Name,
            SourceIdentity = sourceIdentity,
        }));
    }

    private TrailEvent Event(UserIdentity identity, long at, bool console, string? id, string name, string source) => new()
    {
        Id = new EventId(id ?? string.Create(CultureInfo.InvariantCulture, $"e{_deliveries.Count:D6}")),
        Time = at,
        Name = name,
        Source = source,
        FromConsole = console,
        Identity = identity,
    };
}
