using System.Collections.Immutable;
using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>Why nothing is proposed for a role, and what to do instead.</summary>
internal static class NoFixWords
{
    /// <summary>Of roles that need no change, or whose policy no change of this kind can mend; null of those that may have one.</summary>
    public static NoFix? Beforehand(RoleFinding finding) => finding.Standing switch
    {
        Standing.Attributable => Of(finding, "no-fix-needed", $"it is attributable already: {finding.Reason}", null),
        Standing.Exempt => Of(finding, "no-fix-exempt", finding.Reason, null),
        Standing.Workload => Of(finding, "no-fix-workload", "only AWS services assume it, and they name its sessions: no condition can put a person's name there",
            "let 'who' tell the instance, function or task behind a session"),
        Standing.Federated => Of(finding, "no-fix-federated", $"an identity provider names its callers, and the policy lets them have no other name: {finding.Reason}", "look after the names in the provider"),
        Standing.Closed => Of(finding, "no-fix-closed", $"{finding.Reason}; a change that only narrows lets nobody in", finding.Advice),
        Standing.Unknown when finding.Role.TrustPolicy.HasErrors => Of(finding, "no-fix-unknown", finding.Reason, finding.Advice),
        _ => null,
    };

    public static NoFix OldVersion(RoleFinding finding) => Of(finding, "no-fix-old-version",
        "the document is of the old Version, in which variables are literal text, and holds some: a new Version would change what they mean",
        "write \"Version\": \"2012-10-17\" yourself, then ask again");

    public static NoFix TooLong(RoleFinding finding, int characters) => Of(finding, "no-fix-quota",
        $"the document would have {characters:N0} characters, more than the {Quota.Most:N0} that a trust policy may have", "divide the role: fewer principals each");

    /// <summary>Nothing that was tried is both proved and fair to whom the role serves.</summary>
    /// <param name="finding">The verdict.</param>
    /// <param name="targets">The statements that let users and role sessions in.</param>
    /// <param name="open">The kinds of caller that can pass now.</param>
    /// <param name="locksOut">Whether something was proved but shuts somebody out.</param>
    public static NoFix Afterwards(RoleFinding finding, ImmutableArray<Statement> targets, ImmutableArray<CallerKind> open, bool locksOut)
    {
        var principals = targets.SelectMany(t => t.Principal!.Principals).Distinct().ToList();
        if (open.Contains(CallerKind.Saml) || open.Contains(CallerKind.WebIdentity)) return Federation(finding, open);
        var ofRoles = principals.Where(IsOfRole).ToList();
        var servesUsers = open.Contains(CallerKind.IamUser);
        if (ofRoles.Count > 0 && servesUsers)
            return Of(finding, "no-fix-mixed-callers", "it trusts roles beside users: a session of the role may bear a user's name, whatever is demanded of either",
                "give the users a role of their own, and the trusted roles another");
        if (ofRoles.Count > 1 || !servesUsers)
            return Of(finding, "no-fix-several-roles", "sessions of two roles may have one name, and nothing in the request tells a person behind it",
                "trust one role; or set a source identity where people sign in and, where you vouch for it, ask again with --identifying aws:SourceIdentity");
        if (principals.Exists(p => p is Everyone) || Accounts(principals).OfType<AccountId>().Distinct().Skip(1).Any())
            return Of(finding, "no-fix-several-accounts", $"users of several accounts may have one name{(locksOut ? ", and every demand that would tell them shuts some of them out" : "")}",
                "trust one account in each role, or let the session name be ${aws:PrincipalAccount}-${aws:username} in place of what is demanded now");
        return locksOut
            ? Of(finding, "no-fix-locks-out", "every change that was proved shuts out somebody who can assume the role now: what is demanded of the name leaves no room for the caller's own",
                "take out what is demanded of the name now, then ask again")
            : Of(finding, "no-fix-not-proved", "no change that was tried is proved to make its names tell the callers", finding.Advice);
    }

    private static NoFix Federation(RoleFinding finding, ImmutableArray<CallerKind> open)
    {
        if (open.Contains(CallerKind.IamUser) || open.Contains(CallerKind.RoleSession))
            return Of(finding, "no-fix-federation", "an identity provider names some of its callers, and AWS identities may take the same names", "give each kind of caller a role of its own");
        return open.Contains(CallerKind.WebIdentity)
            ? Of(finding, "no-fix-federation", "a web identity chooses its session name, and only the provider knows which claims can stand in one",
                "pin the provider's sub claim to one subject, or demand StringEquals sts:RoleSessionName ${HOST:sub} where all its subjects can be session names")
            : Of(finding, "no-fix-federation", "several identity providers name its callers, each as it likes", "trust one provider in each role");
    }

    private static IEnumerable<AccountId?> Accounts(List<Principal> principals) => principals.Select(p => p switch
    {
        AccountPrincipal { Account: var account } => account,
        IdentityPrincipal { Arn: var arn } => AccountId.TryParse(arn.Account, out var account) ? account : null,
        _ => null,
    });

    private static bool IsOfRole(Principal principal) => principal is RolePrincipal or IdentityPrincipal { Arn.ResourceType: "assumed-role" };

    private static NoFix Of(RoleFinding finding, string code, string reason, string? advice) => new(finding.Role, finding.Standing, code, reason, advice);
}
