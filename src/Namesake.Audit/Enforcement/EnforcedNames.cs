using System.Collections.Concurrent;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Enforcement;

/// <summary>
/// Proofs about the trust policies that were in force: where a policy makes a session's name its caller's, the name in
/// one event says who it was. Each document is proved once.
/// </summary>
public sealed class EnforcedNames
{
    private readonly ConcurrentDictionary<string, (PolicyDocument? Policy, RoleAnswer Answer)> _proved = new(StringComparer.Ordinal);

    /// <summary>Is a <see cref="NameProof"/>.</summary>
    public EnforcedName? Prove(PolicyChange policy, string roleArn, string sessionName, string? sourceIdentity)
    {
        if (policy.Document is not { } document) return null;
        var (trust, answer) = _proved.GetOrAdd($"{roleArn}\n{document}", _ => Ask(document, roleArn));
        if (trust is null || answer.Verdict != Verdict.Attributable) return null;
        return answer.Carrier switch
        {
            Carrier.SoleCaller => answer.Callers.Select(c => c.Example?.Caller).OfType<Caller>().FirstOrDefault() is { } sole ? new EnforcedName(OriginOf(sole), "sole caller") : null,
            Carrier.SessionName => new EnforcedName(Bearer(trust, answer, sessionName, sessionName, sourceIdentity), "session name"),
            Carrier.SourceIdentity when sourceIdentity is not null => new EnforcedName(Bearer(trust, answer, sourceIdentity, sessionName, sourceIdentity), "source identity"),
            _ => null,
        };
    }

    private static (PolicyDocument?, RoleAnswer) Ask(string document, string roleArn)
    {
        var parsed = PolicyParser.Parse(document);
        return (parsed.Document, Attributable.Ask(parsed, trust => new PolicySet(trust, [], [], roleArn), Assumptions.None));
    }

    /// <summary>
    /// The one caller who can bear a name: the user of that name in an account that the policy's own examples come from,
    /// where the evaluator admits him. By the proof there is no second one. Else only the name is known.
    /// </summary>
    private static Origin Bearer(PolicyDocument trust, RoleAnswer answer, string name, string sessionName, string? sourceIdentity)
    {
        foreach (var example in answer.Callers.Select(c => c.Example).OfType<Request>())
            if (example.Caller is { Kind: CallerKind.IamUser, Account: { } account }
                && Caller.User(account, name) is var user
                && StsAdmission.Admits(trust, example with { Caller = user, SessionName = sessionName, SourceIdentity = sourceIdentity }))
                return OriginOf(user);
        return new Origin("Unknown", null, null, name, null, null);
    }

    private static Origin OriginOf(Caller caller) => caller.Kind switch
    {
        CallerKind.IamUser => new Origin("IAMUser", caller.Arn, caller.Account?.Digits, caller.UserName, null, null),
        CallerKind.RoleSession => new Origin("AssumedRole", caller.Arn, caller.Account?.Digits, null, null, null),
        CallerKind.Saml => new Origin("SAMLUser", null, null, caller.UserName, null, null),
        CallerKind.WebIdentity => new Origin("WebIdentityUser", null, null, caller.UserName, null, null),
        _ => new Origin("Unknown", caller.Arn, null, caller.UserName, null, null),
    };
}
