using System.Collections.Immutable;
using Namesake.Audit.Findings;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit;

/// <summary>Asks what each statement of a trust policy does: whom an Allow lets in by itself, what a Deny is good for.</summary>
public static class StatementAudit
{
    /// <summary>So many statements are asked about: each costs as much as a role.</summary>
    public const int MostAsked = 24;

    /// <summary>Actions that a request may need besides: another statement may allow them.</summary>
    private static readonly string[] Besides = [StsAdmission.SetSourceIdentity, StsAdmission.TagSession];

    public static ImmutableArray<StatementFinding> Run(Role role, Premises premises)
    {
        if (role.TrustPolicy.HasErrors || role.TrustPolicy.Document is not { } trust) return [];
        return [.. trust.Statements.Select((s, i) => i < MostAsked ? Ask(s) : new StatementFinding(s, null, null))];

        StatementFinding Ask(Statement statement) =>
            statement.Effect == Effect.Deny ? new StatementFinding(statement, null, Answer(trust.Statements.Remove(statement)).Verdict)
            : LetsAssume(statement) ? new StatementFinding(statement, Answer(Alone(trust, statement)), null)
            : new StatementFinding(statement, null, null);

        RoleAnswer Answer(ImmutableArray<Statement> statements) =>
            Attributable.Ask(premises.Around(trust with { Statements = statements }, role), premises.For(role));
    }

    /// <summary>Whether the statement allows any action by which a role is assumed.</summary>
    public static bool LetsAssume(Statement statement) =>
        statement.Effect == Effect.Allow && Enum.GetValues<CallerKind>().Any(k => statement.Action?.Matches(StsAdmission.ActionFor(k)) == true);

    private static ImmutableArray<Statement> Alone(PolicyDocument trust, Statement statement) =>
        [.. trust.Statements.Select(s => s == statement || s.Effect == Effect.Deny ? s : Narrowed(s)).OfType<Statement>()];

    private static Statement? Narrowed(Statement other)
    {
        if (other.Action is not { } action || Array.FindAll(Besides, action.Matches) is not { Length: > 0 } left) return null;
        return other with { Action = new PatternElement(Negated: false, [.. left.Select(a => new PolicyText(a, action.Place))], action.Place) };
    }
}
