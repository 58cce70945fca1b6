using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>A principal of an Allow statement, or one caller who comes through it, and who can assume the role that way.</summary>
/// <param name="Statement">The statement's number.</param>
/// <param name="Through">The principal as it stands in the policy.</param>
/// <param name="Principal">The principal, or the one caller.</param>
/// <param name="Kinds">The kinds of caller of which somebody can pass, or of which that is not decided.</param>
internal sealed record Entrance(int Statement, Principal Through, Principal Principal, ImmutableArray<CallerKind> Kinds);

/// <summary>Asks who can pass through each principal of each statement by itself.</summary>
internal sealed class Entrances(Role role, Premises premises)
{
    /// <summary>Actions that a request may need besides: any statement may allow them.</summary>
    private static readonly string[] Besides = [StsAdmission.SetSourceIdentity, StsAdmission.TagSession];

    private static readonly string[] NameKeys = [KeyCatalogue.UserName, KeyCatalogue.SessionName, KeyCatalogue.SourceIdentity, "aws:PrincipalArn"];

    /// <summary>Callers who stand for all of their account or role: a demand that few of them can meet shuts these out.</summary>
    private static readonly string[] Probes = ["alice", "bob"];

    /// <summary>So many people who exist are asked about as well, and so many names that the policy spells.</summary>
    private const int MostPeople = 4;

    /// <summary>An account that stands for those that a policy does not name.</summary>
    private static readonly AccountId Elsewhere = AccountId.Of("777788889999");

    public ImmutableArray<Entrance> Of(PolicyDocument trust) =>
    [
        .. from statement in trust.Statements
           where StatementAudit.LetsAssume(statement)
           from through in statement.Principal?.Principals.Distinct() ?? []
           from principal in CallersOf(through, [.. Probes, .. Spelled(trust)]).Prepend(through)
           let kinds = Ask(trust, statement.Index, principal).Callers.Where(c => c.CanAssume != false).Select(c => c.Kind).ToImmutableArray()
           where kinds.Length > 0
           select new Entrance(statement.Index, through, principal, kinds),
    ];

    /// <summary>The answer if nobody but this principal of this statement were let in.</summary>
    public RoleAnswer Ask(PolicyDocument trust, int statement, Principal principal)
    {
        var alone = trust with { Statements = [.. trust.Statements.Select(Narrowed).OfType<Statement>()] };
        return Attributable.Ask(premises.Around(alone, role), premises.For(role));

        Statement? Narrowed(Statement other) =>
            other.Effect == Effect.Deny ? other
            : other.Index == statement ? other with { Principal = other.Principal! with { Principals = [principal] } }
            : other.Action is { } action && Array.FindAll(Besides, action.Matches) is { Length: > 0 } left
                ? other with { Action = new PatternElement(Negated: false, [.. left.Select(a => new PolicyText(a, action.Place))], action.Place) }
                : null;
    }

    private IEnumerable<Principal> CallersOf(Principal principal, ImmutableArray<string> names) => principal switch
    {
        AccountPrincipal { Account: var account } => Users(account, Arn.TryParse(principal.Text, out var arn) ? arn.Partition : "aws", names),
        Everyone { OfType: null or "AWS" } => Users(Elsewhere, "aws", names),
        RolePrincipal { Arn: var arn } => names.Select(n => Identity(arn.Partition, "sts", arn.Account, $"assumed-role/{arn.Name}/{n}")),
        _ => [],
    };

    private IEnumerable<Principal> Users(AccountId account, string partition, ImmutableArray<string> names) =>
        names.Concat(premises.People.GetValueOrDefault(account, []).Take(MostPeople)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(n => Identity(partition, "iam", account.Digits, $"user/{n}"));

    /// <summary>Names that conditions ask for: whoever is called so may be the only one who passes.</summary>
    private static IEnumerable<string> Spelled(PolicyDocument trust) =>
        (from statement in trust.Statements
         from test in statement.Conditions
         where test.Operator.Negated == (statement.Effect == Effect.Deny) && Array.Exists(NameKeys, k => KeyCatalogue.Is(test.Key.Text, k))
         from value in test.Values
         let name = value.Text[(value.Text.LastIndexOf('/') + 1)..].Replace("*", "", StringComparison.Ordinal).Replace('?', 'x')
         where name.Length is > 0 and <= StsAdmission.MaxNameLength && name.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) < 0
         select name).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostPeople);

    private static IdentityPrincipal Identity(string partition, string service, string account, string resource) => new(new Arn(partition, service, "", account, resource));
}
