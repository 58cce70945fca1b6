using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;

namespace Namesake.Prover.Pairs;

/// <summary>A caller of a clause, with the context keys that follow from it but that its own ARN does not show.</summary>
internal sealed record ConcreteCaller(Caller Caller, ImmutableSortedDictionary<string, ContextValue> Context);

/// <summary>Makes callers that belong to a clause: lifelike where nothing speaks against it.</summary>
/// <param name="domains">The domains, which know accounts that no policy names.</param>
/// <param name="people">User names that exist, where the input has some.</param>
/// <param name="withUserIds">Whether a policy speaks of <c>aws:userid</c>, so that requests must have it.</param>
internal sealed class Callers(CallerDomains domains, ImmutableArray<string> people, bool withUserIds)
{
    private static readonly string[] Lifelike = ["alice", "bob", "carol"];
    private static readonly string[] LifelikeRoles = ["Developer", "Ops"];

    public IEnumerable<string> Names => people.Concat(Lifelike).Distinct(StringComparer.Ordinal).Take(6);

    public IEnumerable<ConcreteCaller> Of(Clause clause, ImmutableDictionary<string, string> bindings)
    {
        foreach (var name in NamesOf(clause, bindings))
            foreach (var caller in Named(clause, name, bindings))
                if (WithIds(clause, caller, bindings) is { } complete)
                    yield return complete;
    }

    private IEnumerable<string> NamesOf(Clause clause, ImmutableDictionary<string, string> bindings)
    {
        if (clause.Kind == CallerKind.Service) return [""];
        if (clause.Domain.Name is { } known) return [known];
        if (bindings.TryGetValue(clause.NameKey, out var bound)) return Cases(clause, bound);
        return clause.OneName is { } one ? Cases(clause, one) : clause.Name.Knowing(bindings).Words(3, clause.Kind != CallerKind.WebIdentity, Names);
    }

    // A tie that ignores case leaves the case of the caller's name open.
    private static IEnumerable<string> Cases(Clause clause, string name) =>
        ((string[])[name, name.ToLowerInvariant(), name.ToUpperInvariant()]).Distinct(StringComparer.Ordinal).Where(clause.Name.Accepts);

    private IEnumerable<ConcreteCaller> Named(Clause clause, string name, ImmutableDictionary<string, string> bindings)
    {
        var domain = clause.Domain;
        switch (domain.Kind)
        {
            case CallerKind.IamUser when domain.Name is not null:
            case CallerKind.Service:
                yield return new ConcreteCaller(domain.Example, Request.NoContext);
                break;
            case CallerKind.IamUser:
                foreach (var account in Accounts(domain, bindings))
                    foreach (var path in Paths(clause))
                        yield return new ConcreteCaller(Caller.User(account, name, path, domain.Partition), Request.NoContext);
                break;
            case CallerKind.RoleSession when domain.Name is not null:
                foreach (var role in Roles(clause, domain.Account!, bindings))
                    yield return new ConcreteCaller(domain.Example, WithPath(role));
                break;
            case CallerKind.RoleSession:
                foreach (var account in Accounts(domain, bindings))
                    foreach (var role in Roles(clause, account, bindings))
                        yield return new ConcreteCaller(Caller.Session(account, role[(role.LastIndexOf('/') + 1)..], name, domain.Partition), WithPath(role));
                break;
            default:
                foreach (var provider in Providers(domain))
                    yield return new ConcreteCaller(new Caller(domain.Kind, provider, null, name), Request.NoContext);
                break;
        }
    }

    private IEnumerable<AccountId> Accounts(CallerDomain domain, ImmutableDictionary<string, string> bindings)
    {
        if (domain.Account is { } account) return [account];
        if (bindings.TryGetValue("aws:PrincipalAccount", out var bound)) return AccountId.TryParse(bound, out var id) ? [id] : [];
        return [domains.Unnamed(), domains.Unnamed(second: true)];
    }

    private IEnumerable<string> Providers(CallerDomain domain) =>
        domain.Provider is { } provider ? [provider] : [domain.Example.Arn, domain.Example.Arn.Replace($"{domains.Unnamed()}", $"{domains.Unnamed(second: true)}", StringComparison.Ordinal)];

    private static IEnumerable<string> Roles(Clause clause, AccountId account, ImmutableDictionary<string, string> bindings)
    {
        if (clause.OneRole is { } role) return [role];
        return clause.RolePath.Knowing(bindings).Words(3, ignoreCase: false, clause.Domain.Name is null ? LifelikeRoles : [CallerDomains.RoleNameOf(clause.Domain.Example)]).Where(Finishing.IsPath).Select(p => $"arn:{clause.Domain.Partition}:iam::{account}:role/{p}");
    }

    /// <summary>Paths of users: none, and what the tests on the ARN spell between <c>user/</c> and the name.</summary>
    private static IEnumerable<string> Paths(Clause clause)
    {
        var tests = clause.Loose.Where(o => Languages.KeyCatalogue.Is(o.Test.Key.Text, "aws:PrincipalArn")).SelectMany(o => o.Test.Values).Select(v => v.Text);
        var paths = new List<string> { "/" };
        if (clause.Loose.Any(o => Languages.KeyCatalogue.Is(o.Test.Key.Text, "aws:PrincipalArn"))) paths.Add("/staff/");
        foreach (var text in tests)
            if (text.IndexOf("user/", StringComparison.Ordinal) is var from and >= 0 && text[(from + 4)..] is var rest && rest.LastIndexOf('/') is var last and > 0)
            {
                paths.Add(rest[..(last + 1)].Replace("*", "x", StringComparison.Ordinal).Replace('?', 'x'));
            }
            // A path may hold a colon, so that "arn:aws:iam::*:role/dev" is also a user's.
            else if (text.LastIndexOf('*') is var star and >= 0 && text[(star + 1)..] is var tail && tail.LastIndexOf('/') is var end and >= 0) paths.Add($"/{tail[..(end + 1)].TrimStart('/')}");
        return paths.Distinct(StringComparer.Ordinal).Where(p => Finishing.IsPath(p.Trim('/') is { Length: > 0 } inner ? inner : "x")).Take(4);
    }

    private static ImmutableSortedDictionary<string, ContextValue> WithPath(string role) =>
        role.Count(c => c == '/') > 1 ? Request.NoContext.SetItem("aws:PrincipalArn", ContextValue.Of(role)) : Request.NoContext;

    private ConcreteCaller? WithIds(Clause clause, ConcreteCaller made, ImmutableDictionary<string, string> bindings)
    {
        if (!withUserIds || !clause.Domain.IsSigned) return made;
        var user = clause.Kind == CallerKind.IamUser;
        var unique = clause.UniqueId ?? UniqueId(user, made);
        if (user && bindings.TryGetValue(Kinship.UserId, out var bound)) unique = bound;
        if (unique.Length < 16 || !unique.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))) return null;
        return made with { Context = made.Context.SetItem(Kinship.UserId, ContextValue.Of(user ? unique : $"{unique}:{made.Caller.OwnSessionName}")) };
    }

    // As IAM would give: another for each user and each role.
    private static string UniqueId(bool user, ConcreteCaller made)
    {
        var owner = made.Context.TryGetValue("aws:PrincipalArn", out var arn) ? arn.Values[0] : made.Caller.PrincipalArn;
        var hash = owner.Aggregate(14_695_981_039_346_656_037UL, (h, c) => (h ^ c) * 1_099_511_628_211UL);
        return $"{(user ? "AIDA" : "AROA")}{hash:X16}";
    }
}
