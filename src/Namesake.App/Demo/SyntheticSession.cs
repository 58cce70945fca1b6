namespace Namesake.App.Demo;

/// <summary>How a synthetic session came to be.</summary>
internal enum SessionKind
{
    /// <summary>A role assumed by a user or by another session, at the command line.</summary>
    Assumed,

    /// <summary>A user's switch of role in the console.</summary>
    Switched,

    /// <summary>AssumeRoleWithSAML at the command line.</summary>
    Saml,

    /// <summary>AssumeRoleWithSAML in the console.</summary>
    SamlConsole,

    /// <summary>AssumeRoleWithWebIdentity.</summary>
    Web,

    /// <summary>A role of an EC2 instance.</summary>
    Instance,

    /// <summary>A role of a Lambda function.</summary>
    Function,

    /// <summary>A service-linked role, whose calls show no key.</summary>
    Linked,

    /// <summary>Identity Center at the command line.</summary>
    Portal,

    /// <summary>Identity Center in the console: nothing tells who issued it.</summary>
    PortalConsole,

    /// <summary>GetSessionToken: the user stays a user.</summary>
    UserToken,

    /// <summary>GetFederationToken.</summary>
    Federated,

    /// <summary>A user's <c>aws login</c> (CreateOAuth2Token): no event tells the key.</summary>
    SignIn,
}

/// <summary>Temporary credentials, or for the console the session behind many of them, and what they are used for.</summary>
internal sealed record SyntheticSession
{
    public required int Number { get; init; }

    public required SessionKind Kind { get; init; }

    /// <summary>The role, if it is a session of one.</summary>
    public Role? Role { get; init; }

    /// <summary>The name of the session or, for Identity Center and GetFederationToken, of the person.</summary>
    public required string Name { get; init; }

    /// <summary>The key that the issuing event tells.</summary>
    public required string Key { get; init; }

    /// <summary>The second of the issuing event.</summary>
    public required int Issued { get; init; }

    public required int Duration { get; init; }

    /// <summary>Who asked for the credentials, as the issuing event tells it.</summary>
    public required CallerIdentity Caller { get; init; }

    /// <summary>The session that asked for the credentials, if it was one.</summary>
    public SyntheticSession? Parent { get; init; }

    /// <summary>The session as the caller of its own calls, with its key.</summary>
    public required CallerIdentity Identity { get; init; }

    /// <summary>Whether the trail has the issuing event.</summary>
    public required bool IsLogged { get; init; }

    /// <summary>Whether the issuing event names the session assumed; some services leave it out.</summary>
    public bool TellsSession { get; init; } = true;

    /// <summary>The Region of the STS endpoint that was asked.</summary>
    public required string IssuingRegion { get; init; }

    public required Desk Desk { get; init; }

    /// <summary>Its share of the calls of all sessions.</summary>
    public required int Weight { get; init; }

    public string? SourceIdentity { get; init; }

    /// <summary>A service that makes calls for the session, without showing its key.</summary>
    public string? ForwardedBy { get; init; }

    /// <summary>The Identity Center person, whom only some services tell.</summary>
    public DirectoryPerson? Person { get; init; }

    public string Account => Identity.Account!;

    /// <summary>Console sessions mint a key for each request.</summary>
    public bool IsConsole => Kind is SessionKind.Switched or SessionKind.SamlConsole or SessionKind.PortalConsole;

    /// <summary>Whether truth.jsonl tells of its calls: sessions of roles and federated users.</summary>
    public bool IsExplained => Kind is not (SessionKind.UserToken or SessionKind.SignIn);

    /// <summary>Whether an event that issued it tells its key.</summary>
    public bool HasIssuingEvent => IsLogged && Kind is not SessionKind.SignIn;

    /// <summary>Whether caller and role are in two accounts, each of which logs the call.</summary>
    public bool IsCrossAccount =>
        Role is not null && Caller.Account is not null && !string.Equals(Caller.Account, Role.Account, StringComparison.Ordinal);

    /// <summary>The last second of its credentials or of the day.</summary>
    public int Ends => Math.Min(Issued + Duration, Day.Length - 1);
}
