using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Importing;

/// <summary>Gathers what a segment holds for its <see cref="SegmentSketch"/>.</summary>
internal sealed class SketchDraft(SegmentDraft draft)
{
    private readonly HashSet<ulong> _terms = [];

    /// <summary>Says that an identity of another segment is answered in this one.</summary>
    public void Add(IdentityPlace place) => _terms.Add(Term.Of(place));

    public TermFilter Events()
    {
        var filter = TermFilter.For(draft.Count, SegmentSketch.EventBits);
        for (var i = 0; i < draft.Count; i++) filter.Add(Term.Of(draft[i].Id));
        return filter;
    }

    public TermFilter Terms()
    {
        foreach (var use in draft.Identities) Add(use.Identity, use.FromConsole);
        foreach (var person in draft.People)
        {
            Add(TermOf.Person, person.Name);
            Add(TermOf.PersonId, person.PrincipalId);
            Add(TermOf.PersonBehalfUser, person.BehalfUser);
        }
        foreach (var credential in draft.Issued) Add(credential);
        foreach (var shared in draft.Issued.GroupBy(c => c.SharedEventId, StringComparer.Ordinal).Where(g => g.Skip(1).Any())) Add(TermOf.IssuedTwice, shared.Key);
        foreach (var (id, _) in draft.Contents.SelectMany(c => c.OddIds)) _terms.Add(Term.Of(id, TermOf.OddId));
        foreach (var grant in draft.Grants)
        {
            Add(TermOf.Grant, grant.MintedSession);
            Add(TermOf.GrantEvent, grant.Id.ToString());
        }
        foreach (var policy in draft.Policies) Add(TermOf.PolicyRole, policy.RoleName.ToLowerInvariant());
        foreach (var workload in draft.Workloads) Add(TermOf.Workload, workload.Resource);
        var filter = TermFilter.For(_terms.Count, SegmentSketch.TermBits);
        foreach (var term in _terms) filter.Add(term);
        return filter;
    }

    private void Add(UserIdentity identity, bool fromConsole)
    {
        Add(TermOf.Key, identity.AccessKeyId);
        Add(TermOf.Principal, identity.PrincipalId);
        var creation = Creation.Of(identity, fromConsole);
        Add(TermOf.Creation, creation);
        Add(TermOf.Arn, identity.Arn);
        Add(TermOf.SignIn, identity.SignInSessionArn);
        Add(TermOf.BehalfUser, identity.OnBehalfOfUser);
        Add(TermOf.Name, SessionPart(identity.PrincipalId));
        Add(TermOf.Name, identity.SourceIdentity?.ToLowerInvariant());
        Add(TermOf.Role, identity.RoleName?.ToLowerInvariant());
        if (identity is { OnBehalfOfUser: null, SignInSessionArn: null, SourceIdentity: null }) return;
        Add(TermOf.RevealingKey, identity.AccessKeyId);
        Add(TermOf.RevealingCreation, creation);
    }

    private void Add(IssuedCredential credential)
    {
        Add(TermOf.IssuedKey, credential.AccessKeyId);
        Add(TermOf.IssuedCreation, Creation.Of(credential));
        Add(TermOf.IssuedCall, credential.Id.ToString());
        Add(TermOf.IssuedCall, credential.SharedEventId);
        Add(TermOf.IssuedShared, credential.SharedEventId);
        Add(TermOf.IssuedName, credential.SessionName?.ToLowerInvariant());
        Add(TermOf.IssuedName, credential.SourceIdentity?.ToLowerInvariant());
    }

    private void Add(TermOf kind, string? text)
    {
        if (text is not null) _terms.Add(Term.Of(kind, text));
    }

    private static string? SessionPart(string? principal) => principal?.Split(':') is [_, var name, ..] ? name.ToLowerInvariant() : null;
}
