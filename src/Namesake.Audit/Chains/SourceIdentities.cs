using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>
/// Whether source identities tell the first callers of chains apart. They are set at the first step, persist through the
/// chain and cannot be changed, so it is a question about the first steps together: can two of their callers have one?
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html</remarks>
internal sealed class SourceIdentities
{
    /// <summary>Each first step is compared with each: of more than so many nothing is said.</summary>
    private const int MostCompared = 32;

    private readonly Dictionary<string, Telling> _known = new(StringComparer.Ordinal);

    public static bool IsTested(ConditionTest test) => test.Key.Text.Equals("sts:SourceIdentity", StringComparison.OrdinalIgnoreCase);

    /// <param name="entries">First steps that all set a source identity.</param>
    public Telling Tell(IEnumerable<Entry> entries)
    {
        var all = entries.Distinct().OrderBy(e => e.Step.To.Arn, StringComparer.Ordinal).ThenBy(e => $"{e.Origin}", StringComparer.Ordinal).ToList();
        if (all.Count is 0 or > MostCompared) return all.Count == 0 ? Telling.Lost : Telling.Unknown;
        var key = string.Join('\n', all.Select(e => $"{e.Step.To.Arn} {e.Origin}"));
        if (!_known.TryGetValue(key, out var tell)) _known[key] = tell = Ask(all);
        return tell;
    }

    private static Telling Ask(List<Entry> entries)
    {
        var statements = entries.SelectMany(Demands).Select((s, i) => s with { Index = i }).ToImmutableArray();
        var trust = entries[0].Step.To.Trust! with { Statements = statements };
        var answer = Attributable.Ask(PolicySet.Of(trust), Assumptions.None);
        // One SAML provider vouches for the whole assertion: name and source identity.
        if (answer.Carrier is Carrier.SourceIdentity or Carrier.SoleCaller || answer is { Verdict: Verdict.Federated, Carrier: Carrier.SessionName }) return Telling.Told;
        return answer.Verdict == Verdict.Forgeable && entries.TrueForAll(IsExact) ? Telling.Lost : Telling.Unknown;
    }

    private static bool IsExact(Entry entry) =>
        entry.Step.To.Trust!.Statements.Where(s => s.Effect == Effect.Deny && SpeaksOf(s, entry.Origin)).All(s => Contrary(s) is not null);

    /// <summary>
    /// What a role asks of the callers of a first step, in Allow statements alone so that those of several roles can stand
    /// beside each other. What it asks of the session's name is left out, for a name does not last.
    /// </summary>
    // INVARIANT: whatever is left out lets more in, so that what is proved without it is true with it.
    private static IEnumerable<Statement> Demands(Entry entry)
    {
        var trust = entry.Step.To.Trust!;
        ImmutableArray<ConditionTest> denials = [.. trust.Statements.Where(s => s.Effect == Effect.Deny && SpeaksOf(s, entry.Origin)).Select(Contrary).OfType<ConditionTest>()];
        ImmutableArray<ConditionTest> type = entry.Origin.Kind switch
        {
            OriginKind.Users => [CallerGuard.Test("StringEquals", "aws:PrincipalType", "User")],
            OriginKind.OtherRoles => [CallerGuard.Test("StringEquals", "aws:PrincipalType", "AssumedRole")],
            _ => [],
        };
        foreach (var allow in trust.Statements.Where(s => s is { Effect: Effect.Allow, Principal.Negated: false } && SpeaksOf(s, entry.Origin)))
            yield return allow with
            {
                Principal = allow.Principal! with { Principals = [Entries.PrincipalOf(entry.Origin)] },
                Conditions = [.. allow.Conditions.Where(t => !IsOfName(t)), .. denials.Where(t => !IsOfName(t)), .. type],
            };
    }

    private static bool IsOfName(ConditionTest test) => test.Key.Text.Equals("sts:RoleSessionName", StringComparison.OrdinalIgnoreCase);

    /// <summary>What must hold where a Deny of one condition, for every caller of the step, must not.</summary>
    private static ConditionTest? Contrary(Statement denial)
    {
        if (denial is not { Principal: { Negated: false, Principals: [Everyone { OfType: null or "AWS" }] }, Conditions: [var test] }) return null;
        if (denial.Action?.Matches(StsAdmission.AssumeRole) != true && denial.Action?.Matches(StsAdmission.SetSourceIdentity) != true) return null;
        if (test.Operator is not { Negated: true, IfExists: false, Set: SetOperator.None }) return null;
        return OperatorParser.TryParse(test.Operator.Name.Replace("Not", "", StringComparison.OrdinalIgnoreCase), out var op) ? test with { Operator = op } : null;
    }

    private static bool SpeaksOf(Statement statement, Origin origin) => statement.Principal?.Principals.Any(p => p switch
    {
        Everyone => true,
        FederatedPrincipal { Text: var text } => origin.Kind == OriginKind.Subjects && (origin.Principal is null || origin.Principal == text),
        AccountPrincipal { Account: var account } => origin.Account == account || IsOfAny(origin),
        IdentityPrincipal { Arn: var arn } => IsNear(origin, arn, p.Text),
        RolePrincipal { Arn: var arn } => IsNear(origin, arn, p.Text),
        _ => false,
    }) == true;

    private static bool IsNear(Origin origin, Arn arn, string text) =>
        origin.Principal == text || (origin.Kind is OriginKind.Users or OriginKind.OtherRoles && (IsOfAny(origin) || origin.Account?.Digits == arn.Account));

    private static bool IsOfAny(Origin origin) => origin is { Kind: OriginKind.Users or OriginKind.OtherRoles, Principal: null };
}
