using CsCheck;
using Namesake.Sessions.Events;

namespace Namesake.Sessions.Tests.World;

/// <summary>
/// Small random logs in which everything collides: few keys, roles, names and seconds, so that reuse, ambiguity, circles,
/// copies and contradictions are the rule.
/// </summary>
internal static class RandomLog
{
    private static readonly string[] Names = ["alice", "bob", "deploy", "carol@example.com"];
    private static readonly string[] Keys = ["ASIAA", "ASIAB", "ASIAC", "ASIAD", "ASIAE", "ASIAF"];
    private static readonly string[] Roles = ["Support", "Deploy", Who.SsoRole("Admin")];
    private static readonly string?[] SignIns = [null, null, Who.SignIn("one"), Who.SignIn("two"), Who.SignIn("three")];
    private static readonly long[] Times = [0, 0, 1, 2, 60, 3_599, 3_600, 5_000, 44_000, 50_000];

    private static readonly Gen<long> Time = One(Times).Select(t => At.Noon + t * At.Second);

    private static readonly Gen<Session> Sessions =
        from key in One([.. Keys, .. Keys, null])
        from role in One(Roles)
        from name in One(Names)
        from created in One<long?>([.. Times.Select(t => (long?)(At.Noon + t * At.Second)), null])
        from signIn in One(SignIns)
        from behalf in One<(string, string?)?>(null, null, null, ("user-1", Who.Store), ("user-1", null), ("user-2", Who.Store))
        from source in One<string?>(null, null, null, "alice", "erin")
        from service in One<string?>(null, null, null, "cloudformation.amazonaws.com")
        select new Session { Key = key, Role = role, Name = name, Created = created, SignIn = signIn, OnBehalfOf = behalf, SourceIdentity = source, InvokedBy = service };

    private static readonly Gen<UserIdentity> Callers = Gen.Frequency(
        (3, One("alice", "bob").Select(n => Who.User(n))),
        (1, One(Keys).Select(k => Who.User("alice", key: k))),
        (1, One("alice", "bob").Select(n => Who.Stranger(Who.Home, Who.UserId(n)))),
        (1, One(Who.Stranger(Who.Away, "AROAFAR:x"))),
        (1, One(Who.Saml("carol@example.com"))),
        (1, One(Who.Service("ec2.amazonaws.com"))),
        (6, Sessions.Select(s => s.Identity)));

    private static readonly Gen<Action<Log>> Steps = Gen.Frequency(
        (5, from caller in Callers
            from session in Sessions
            from at in Time
            from how in One("AssumeRole", "AssumeRole", "AssumeRoleWithSAML", "GetSessionToken")
            from console in Gen.Bool
            from shared in One<string?>(null, null, "shared-1", "shared-2")
            from shows in Gen.Bool
            select (Action<Log>)(log => Issue(log, caller, session, at, how, console, shared, shows))),
        (5, from session in Sessions from at in Time from console in Gen.Bool select (Action<Log>)(log => log.Act(session, at, console))),
        (1, from caller in Callers from at in Time select (Action<Log>)(log => log.Act(caller, at))),
        (2, from caller in Callers
            from at in Time
            from minted in One(SignIns[2..])
            from resource in One<string?>(null, "https://aws-mcp.us-east-1.api.aws/mcp")
            from console in Gen.Bool
            select (Action<Log>)(log => log.Grant(caller, minted!, at, resource, console))));

    public static readonly Gen<IReadOnlyList<Delivery>> Deliveries = Steps.List[1, 25].Select(steps =>
    {
        var log = new Log();
        foreach (var step in steps) step(log);
        return log.Deliveries;
    });

    private static Gen<T> One<T>(params T[] among) => Gen.Int[0, among.Length - 1].Select(i => among[i]);

    private static void Issue(Log log, UserIdentity caller, Session session, long at, string by, bool console, string? shared, bool shows)
    {
        if (by == "GetSessionToken") log.SessionToken(caller, at, session.Key);
        else log.Assume(caller, session.Role, session.Name, at, session.Key ?? "ASIA****", by: by, console: console, sharedId: shared, sourceIdentity: session.SourceIdentity, showsPrincipal: shows);
    }
}
