using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Asking;

/// <summary>How somebody got at a credential.</summary>
public enum SessionKind
{
    /// <summary>By the AWS CLI, a tool, or a key in a program.</summary>
    Cli,

    /// <summary>In the console.</summary>
    Console,

    /// <summary>By <c>aws login</c>: a sign-in grant for oneself.</summary>
    Login,

    /// <summary>An agent, by a sign-in grant for the AWS MCP server.</summary>
    Agent,

    /// <summary>No person: a service, a web identity, or a name that a program made.</summary>
    Workload,
}

/// <summary>Tells the kind of a session.</summary>
internal sealed class SessionKinds
{
    private readonly Dictionary<string, bool> _isAgent = new(StringComparer.Ordinal);

    public SessionKinds(LedgerReader reader, IEnumerable<AnsweredIdentity> identities)
    {
        var granted = identities.Select(i => i.Granted).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (granted.Count == 0) return;
        foreach (var (id, agent) in reader.Snapshot.Ask(
            "SELECT g.id, coalesce(contains(lower(g.resource), 'aws-mcp'), false) FROM {s}.grants g WHERE list_contains($granted, g.id)", row => (row.GetString(0), row.GetBoolean(1)), ("granted", granted)))
            _isAgent[id] = agent || _isAgent.GetValueOrDefault(id);
    }

    public SessionKind Of(IReadOnlyCollection<AnsweredIdentity> session)
    {
        var grants = session.Select(i => i.Granted).OfType<string>().ToList();
        if (grants.Exists(g => _isAgent.GetValueOrDefault(g))) return SessionKind.Agent;
        if (grants.Count > 0) return SessionKind.Login;
        if (session.Any(i => i.FromConsole || i.Identity.FromConsole)) return SessionKind.Console;
        return session.Any(IsWorkload) ? SessionKind.Workload : SessionKind.Cli;
    }

    private static bool IsWorkload(AnsweredIdentity identity) => identity switch
    {
        { Origin.Type: "AWSService" or "WebIdentityUser" } => true,
        { Identity.ServiceOfLinkedRole: not null } or { Workload: not null } => true,
        { Origin: null, Identity.SessionName: { } name } => MadeNames.WhoMakes(name) is not null,
        _ => false,
    };
}
