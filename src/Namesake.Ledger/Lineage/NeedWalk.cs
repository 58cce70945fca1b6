using Namesake.Ledger.Importing;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Lineage;

/// <summary>
/// Walks from uses of identities back to all that answers for them rest on, as <see cref="Ancestors"/> found it, and leaves aside
/// what cannot have served at the time: a role that somebody assumes each day has many credentials of one principal.
/// </summary>
internal sealed class NeedWalk
{
    /// <summary>An event may bear the second before its issuing event's. In milliseconds.</summary>
    private const long Early = 1_000;

    private readonly ILookup<string, IssuedCredential> _byKey;
    private readonly ILookup<string, IssuedCredential> _byPrincipal;
    private readonly ILookup<string, IssuedCredential> _byCall;
    private readonly ILookup<string, SignInGrant> _byMinted;
    private readonly ILookup<CredentialGroup, (UserIdentity Identity, bool FromConsole)> _byGroup;
    private readonly ILookup<string, (UserIdentity Identity, bool FromConsole)> _bySignIn;
    private readonly TrailPart _part;

    // Queues rather than calls in one another: whoever forges a log may forge chains of any length.
    private readonly Queue<(UserIdentity Identity, bool FromConsole, long First, long Last)> _uses = [];
    private readonly Queue<IssuedCredential> _open = [];
    private readonly Queue<string> _signIns = [];
    private readonly HashSet<(UserIdentity, bool, long, long)> _used = [];
    private readonly HashSet<CredentialGroup> _groups = [];
    private readonly HashSet<string> _signInsSeen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <param name="part">What was found.</param>
    /// <param name="issued">Credentials that are needed whatever they were used for.</param>
    /// <param name="grants">Grants that are needed.</param>
    public NeedWalk(TrailPart part, IReadOnlyCollection<IssuedCredential> issued, IReadOnlyCollection<SignInGrant> grants)
    {
        _part = part;
        List<IssuedCredential> all = [.. part.Issued, .. issued];
        _byKey = all.Where(c => c.HasKey).ToLookup(c => c.AccessKeyId!, StringComparer.Ordinal);
        _byPrincipal = all.Where(c => c.PrincipalId is not null).ToLookup(c => c.PrincipalId!, StringComparer.Ordinal);
        _byCall = all.Select(c => (Call: c.Id.ToString(), Issued: c)).Concat(all.Where(c => c.SharedEventId is not null).Select(c => (Call: c.SharedEventId!, Issued: c)))
            .ToLookup(c => c.Call, c => c.Issued, StringComparer.Ordinal);
        _byMinted = part.Grants.Concat(grants).ToLookup(g => g.MintedSession, StringComparer.Ordinal);
        var revealing = part.Identities.Where(i => i.Identity is not { OnBehalfOfUser: null, SignInSessionArn: null, SourceIdentity: null }).ToList();
        _byGroup = revealing.Where(i => CredentialGroup.Of(i.Identity, i.FromConsole) is not null).ToLookup(i => CredentialGroup.Of(i.Identity, i.FromConsole)!.Value);
        _bySignIn = revealing.Where(i => i.Identity.SignInSessionArn is not null).ToLookup(i => i.Identity.SignInSessionArn!, StringComparer.Ordinal);
        foreach (var credential in issued) Need(credential);
        foreach (var grant in grants) Need(grant);
    }

    public HashSet<IssuedCredential> Issued { get; } = new(ReferenceEqualityComparer.Instance);

    public HashSet<SignInGrant> Grants { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Identities that reveal something of the sessions walked through.</summary>
    public HashSet<(UserIdentity Identity, bool FromConsole)> Revealing { get; } = [];

    /// <summary>When the first session of a role was created, by its name in lower case.</summary>
    public Dictionary<string, long> Created { get; } = new(StringComparer.Ordinal);

    /// <summary>Identities of people whose names or ids were met.</summary>
    public IEnumerable<(UserIdentity Identity, bool FromConsole)> People => _part.Identities.Where(i =>
        NamedPerson.Of(i.Identity, 0) is { } person && (_names.Contains(person.Name) || person.PrincipalId is { } id && _ids.Contains(id) || person.BehalfUser is { } user && _ids.Contains(user)));

    /// <summary>Says that an identity acted from one time to another.</summary>
    public void Use(UserIdentity identity, bool fromConsole, long first, long last)
    {
        if (_used.Add((identity, fromConsole, first, last))) _uses.Enqueue((identity, fromConsole, first, last));
    }

    public void Run()
    {
        while (true)
        {
            if (_uses.TryDequeue(out var use)) Walk(use.Identity, use.FromConsole, use.First, use.Last);
            else if (_open.TryDequeue(out var credential)) Walk(credential);
            else if (_signIns.TryDequeue(out var session)) Walk(session);
            else return;
        }
    }

    private void Walk(UserIdentity identity, bool fromConsole, long first, long last)
    {
        Learn(identity);
        if (identity is { RoleName: { } role, CreationDate: { } created })
            Created[role.ToLowerInvariant()] = Math.Min(Created.GetValueOrDefault(role.ToLowerInvariant(), long.MaxValue), created);
        if (identity.HasKey) NeedAll(_byKey[identity.AccessKeyId!], first, last);
        if (identity is { IsSession: true, PrincipalId: { } principal }) NeedAll(_byPrincipal[principal], first, last);
        if (CredentialGroup.Of(identity, fromConsole) is { } group) Reveal(group);
    }

    private void Walk(IssuedCredential credential)
    {
        Name(credential.SessionName);
        Name(credential.SourceIdentity);
        Use(credential.Caller, credential.FromConsole, credential.Time, credential.Time);
        foreach (var copy in _byCall[credential.Id.ToString()]) Need(copy);
        foreach (var copy in credential.SharedEventId is { } call ? _byCall[call] : []) Need(copy);
    }

    private void Walk(string signInSession)
    {
        foreach (var (identity, fromConsole) in _bySignIn[signInSession])
        {
            Keep((identity, fromConsole));
            if (CredentialGroup.Of(identity, fromConsole) is { } group) Reveal(group);
        }
        foreach (var grant in _byMinted[signInSession]) Need(grant);
    }

    private void NeedAll(IEnumerable<IssuedCredential> candidates, long first, long last)
    {
        foreach (var credential in candidates)
            if (credential.Time - Early <= last && credential.Time + IssuedCredential.LongestOfAll >= first)
                Need(credential);
    }

    private void Need(IssuedCredential credential)
    {
        if (Issued.Add(credential)) _open.Enqueue(credential);
    }

    private void Need(SignInGrant grant)
    {
        if (!Grants.Add(grant)) return;
        SignIn(grant.MintedSession);
        Use(grant.Caller, grant.FromConsole, grant.Time, grant.Time);
    }

    private void Reveal(CredentialGroup group)
    {
        if (!_groups.Add(group)) return;
        foreach (var identity in _byGroup[group]) Keep(identity);
    }

    private void Keep((UserIdentity Identity, bool FromConsole) revealing)
    {
        if (Revealing.Add(revealing)) Learn(revealing.Identity);
    }

    private void Learn(UserIdentity identity)
    {
        Name(identity.SessionName);
        Name(identity.SourceIdentity);
        if (identity is { Type: "AWSAccount", PrincipalId: { } id }) _ids.Add(id);
        if (identity.OnBehalfOfUser is { } user) _ids.Add(user);
        SignIn(identity.SignInSessionArn);
    }

    private void SignIn(string? session)
    {
        if (session is not null && _signInsSeen.Add(session)) _signIns.Enqueue(session);
    }

    private void Name(string? name)
    {
        if (name is not null) _names.Add(name);
    }
}
