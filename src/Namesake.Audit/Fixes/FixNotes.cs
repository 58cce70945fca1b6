using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>What a person should know before a change is made.</summary>
internal static class FixNotes
{
    private const int MostNamed = 5;

    public static ImmutableArray<FixNote> Of(Candidate candidate, PolicyDocument trust, Liveness liveness, Premises premises, string newText) =>
        [.. ShutOut(candidate, liveness), .. Callers(candidate), .. TooLong(candidate.Name, premises), .. Document(trust, newText)];

    private static IEnumerable<FixNote> ShutOut(Candidate candidate, Liveness liveness)
    {
        var accounts = liveness.ShutOut(candidate.Name).Select(s => s.Principal).Distinct(StringComparer.Ordinal).ToList();
        if (accounts.Count == 0) yield break;
        yield return new FixNote("role-sessions-shut-out",
            $"role sessions that came in through {Named(accounts)} no longer can: they have no user name; where one should, name its role in a role of its own");
        if (candidate.ByDeny)
            yield return new FixNote("rests-on-reading", "that the Deny keeps role sessions out rests on a reading of IAM: a variable without a value equals nothing, so that the negated test holds");
    }

    private static IEnumerable<FixNote> Callers(Candidate candidate)
    {
        var name = candidate.Name;
        if (name.Carrier == Carrier.SourceIdentity)
        {
            yield return new FixNote("callers-set-source-identity",
                "callers must give a source identity (aws sts assume-role --source-identity NAME), and their own policies must allow sts:SetSourceIdentity on this role");
            yield return name.Of == CallerKind.IamUser
                ? new FixNote("console-gives-no-source-identity", "the console's switch of role gives no source identity: it no longer works with this role")
                : new FixNote("names-set-at-sign-in",
                    $"{(name.Value.Contains(RightName.SourceIdentityKey, StringComparison.Ordinal) ? "the source identity" : "the name of the calling session")} must be the person's, and set where people sign in: by the identity provider, or by the role that they assume first");
        }
        else if (name.Of == CallerKind.RoleSession)
            yield return new FixNote("names-set-at-sign-in", "the name of the calling session must be the person's, and set where people sign in: by the identity provider, or by the role that they assume first");
        else if (name.Value != RightName.UserName)
            yield return new FixNote("console-names-differ", $"the console's switch of role names the session after the user, which is not {name.Value}: it no longer works with this role");
    }

    private static IEnumerable<FixNote> TooLong(RightName name, Premises premises)
    {
        if (name.Of != CallerKind.IamUser) yield break;
        var unfit = premises.People.Values.SelectMany(p => p).Where(p => !name.Fits(p)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (unfit.Count > 0)
            yield return new FixNote("user-names-unfit", $"{Named(unfit)} cannot have such a name, which has 2 to 64 characters: rename the user, or let it assume another role");
        else if (name.Around > 0)
            yield return new FixNote("long-user-names", $"users whose names have more than {StsAdmission.MaxNameLength - name.Around} characters cannot assume the role: a name has 64 at most");
    }

    private static IEnumerable<FixNote> Document(PolicyDocument trust, string newText)
    {
        if (trust.Version == LanguageVersion.V2008)
            yield return new FixNote("new-version", "the document is set to Version 2012-10-17, in which variables are replaced; no other text of it changes its meaning by that");
        if (Quota.CharactersOf(newText) is var characters and > Quota.Default)
            yield return new FixNote("over-default-quota",
                $"the document has {characters:N0} characters, more than the {Quota.Default:N0} that an account has by default: ask for a larger quota (Role trust policy length, {Quota.Most:N0} at most) first");
    }

    private static string Named(List<string> names) => names.Count <= MostNamed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";
}
