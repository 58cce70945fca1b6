using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Audit.Tests.Chains;

/// <summary>A session in a small world, and who is really behind it.</summary>
internal sealed record WorldSession(int Role, string Name, string? SourceIdentity, Caller Person);

/// <summary>Three people, two names, and every session that they can come by: chains the slow and simple way.</summary>
internal static class SmallWorld
{
    private static readonly string[] Names = ["alice", "bob"];

    public static readonly Caller[] People =
        [Caller.User(AccountId.Of(Chain.A), "alice"), Caller.User(AccountId.Of(Chain.A), "bob"), Caller.User(AccountId.Of(Chain.B), "alice")];

    public static HashSet<WorldSession> Sessions(Role[] roles)
    {
        var known = new HashSet<WorldSession>();
        var open = new Queue<WorldSession>();
        foreach (var person in People) Reach(person, "AIDAEXAMPLEEXAMPLE12", person, null);
        while (open.TryDequeue(out var at))
            Reach(Caller.Session(AccountId.Of(Chain.A), $"R{at.Role}", at.Name), $"AROAEXAMPLEEXAMPLE{at.Role:00}:{at.Name}", at.Person, at.SourceIdentity);
        return known;

        void Reach(Caller caller, string userId, Caller person, string? persisting)
        {
            var context = Request.NoContext.SetItem("aws:userid", ContextValue.Of(userId));
            for (var role = 0; role < roles.Length; role++)
                foreach (var name in Names)
                    // What is set stays, whether it is given again or not.
                    foreach (var identity in persisting is null ? (string?[])[null, .. Names] : [null, persisting])
                        if (StsAdmission.Admits(roles[role].TrustPolicy.Document!, new Request(StsAdmission.AssumeRole, caller, name, identity, context))
                            && new WorldSession(role, name, persisting ?? identity, person) is var session && known.Add(session))
                            open.Enqueue(session);
        }
    }
}
