using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Lineage;

/// <summary>The lineage of several segments in memory.</summary>
internal sealed class WrittenPart
{
    private const int IndexBytes = 40;

    /// <summary>What a grant or a look at a policy takes beside its document.</summary>
    private const int FewBytes = 1_000;

    private readonly PackedTexts _texts = new();
    private readonly PackedIdentities _identities;
    private readonly PackedCredentials _credentials;
    private readonly List<SignInGrant> _grants = [];
    private readonly List<PolicyChange> _policies = [];
    private readonly HashSet<int> _knownRevealing = [];
    private readonly HashSet<int> _knownPeople = [];
    private readonly TermIndex _issued = new();
    private readonly TermIndex _granted = new();
    private readonly TermIndex _revealing = new();
    private readonly TermIndex _people = new();
    private readonly TermIndex _changed = new();
    private long _documents;

    public WrittenPart()
    {
        _identities = new PackedIdentities(_texts);
        _credentials = new PackedCredentials(_texts, _identities);
    }

    public HashSet<int> Segments { get; } = [];

    /// <summary>About how many bytes it takes.</summary>
    public long Bytes => _texts.Bytes + _identities.Bytes + _credentials.Bytes + IndexBytes * ((long)_issued.Count + _revealing.Count + _people.Count) + FewBytes * ((long)_grants.Count + _policies.Count) + _documents;

    public void Add(SegmentDraft draft, SegmentInfo segment)
    {
        Segments.Add(segment.Number);
        foreach (var credential in draft.Issued) Add(credential);
        foreach (var grant in draft.Grants)
        {
            _granted.Add(_grants.Count, Term.Of(TermOf.Grant, grant.MintedSession));
            _grants.Add(grant);
        }
        foreach (var use in draft.Identities)
            if (Revelation.Of(use.Identity) != Revelation.Nothing)
                AddRevealing(use.Identity, use.FromConsole);
        foreach (var person in draft.People) Add(person, draft.Identities[person.Identity]);
        foreach (var policy in draft.Policies)
        {
            _changed.Add(_policies.Count, Term.Of(TermOf.PolicyRole, policy.RoleName.ToLowerInvariant()));
            _policies.Add(policy);
            _documents += sizeof(char) * (policy.Document?.Length ?? 0);
        }
    }

    public IEnumerable<IssuedCredential> Issued(IEnumerable<ulong> terms)
    {
        var callers = new Dictionary<int, (UserIdentity, bool)>();
        foreach (var number in _issued.Find(terms)) yield return _credentials.Get(number, Caller);

        // Many credentials are asked for by few.
        (UserIdentity, bool) Caller(int number) => callers.TryGetValue(number, out var known) ? known : callers[number] = _identities[number];
    }

    public IEnumerable<SignInGrant> Grants(IEnumerable<ulong> terms) => _granted.Find(terms).Select(n => _grants[n]);

    /// <summary>Identities that reveal something of their sessions.</summary>
    public IEnumerable<(UserIdentity Identity, bool FromConsole)> Revealing(IEnumerable<ulong> terms) => _revealing.Find(terms).Select(n => _identities[n]);

    public IEnumerable<(UserIdentity Identity, bool FromConsole)> People(IEnumerable<ulong> terms) => _people.Find(terms).Select(n => _identities[n]);

    public IEnumerable<PolicyChange> Policies(IEnumerable<ulong> terms) => _changed.Find(terms).Select(n => _policies[n]);

    private void Add(IssuedCredential credential) => Add(
        _issued, _credentials.Add(credential), (TermOf.IssuedKey, credential.AccessKeyId), (TermOf.IssuedCreation, Creation.Of(credential)), (TermOf.IssuedCall, credential.Id.ToString()),
        (TermOf.IssuedCall, credential.SharedEventId), (TermOf.IssuedName, credential.SessionName?.ToLowerInvariant()), (TermOf.IssuedName, credential.SourceIdentity?.ToLowerInvariant()));

    // The same identities, and the same people, appear in segment after segment.
    private void AddRevealing(UserIdentity identity, bool fromConsole)
    {
        var number = _identities.NumberOf(identity, fromConsole);
        if (!_knownRevealing.Add(number)) return;
        Add(
            _revealing, number, (TermOf.RevealingKey, identity.AccessKeyId), (TermOf.RevealingCreation, Creation.Of(identity, fromConsole)), (TermOf.SignIn, identity.SignInSessionArn));
    }

    private void Add(NamedPerson person, IdentityUse use)
    {
        var number = _identities.NumberOf(use.Identity, use.FromConsole);
        if (!_knownPeople.Add(number)) return;
        Add(_people, number, (TermOf.Person, person.Name), (TermOf.PersonId, person.PrincipalId), (TermOf.PersonBehalfUser, person.BehalfUser));
    }

    private static void Add(TermIndex index, int number, params ReadOnlySpan<(TermOf Kind, string? Text)> texts)
    {
        foreach (var (kind, text) in texts)
            if (text is not null)
                index.Add(number, Term.Of(kind, text));
    }
}
