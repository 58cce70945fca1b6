using System.Collections.Immutable;
using Namesake.App.Reports;
using Namesake.Audit;
using Namesake.Audit.Findings;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.App.Explanations;

/// <summary>What a statement does, in sentences.</summary>
internal static class StatementWords
{
    public static IEnumerable<string> Of(StatementFinding finding, RoleFinding role) => finding switch
    {
        { Alone: { Callers.IsEmpty: false } alone } => Of(alone.Callers),
        { Alone: not null } => ["lets nobody in"],
        { Without: { } without } => [$"a Deny: without it the {(without == role.Answer?.Verdict ? "verdict would be the same" : $"role would be {NameOf(without)}")}"],
        { Statement: var statement } => [Unasked(statement)],
    };

    /// <summary>The callers of a kind.</summary>
    public static string Plural(CallerKind kind) => kind switch
    {
        CallerKind.IamUser => "IAM users",
        CallerKind.RoleSession => "role sessions",
        CallerKind.Service => "AWS services",
        CallerKind.Saml => "SAML users",
        CallerKind.WebIdentity => "web identity users",
        _ => Caller.NameOf(kind),
    };

    // What shuts out one kind of caller often shuts out another.
    private static IEnumerable<string> Of(ImmutableArray<CallerAnswer> answers) => answers
        .Where(a => a.Verdict != Verdict.Closed).SelectMany(Of)
        .Concat(answers.Where(a => a.Verdict == Verdict.Closed).GroupBy(a => a.Reason, StringComparer.Ordinal).Select(g => $"shuts out {string.Join(" and ", g.Select(a => Plural(a.Kind)))}: {g.Key}"));

    private static IEnumerable<string> Of(CallerAnswer answer)
    {
        var who = Plural(answer.Kind);
        yield return answer switch
        {
            { Verdict: Verdict.Workload } => $"lets in {who}, which name their sessions themselves",
            { Verdict: Verdict.Unknown, CanAssume: true } => $"lets in {who}, not decided: {answer.Reason}",
            { Verdict: Verdict.Unknown } => $"may let in {who}: {answer.Reason}",
            _ => $"lets in {who}, {NameOf(answer.Verdict)}",
        };
        if (answer.Example is { } example) yield return $"  such as {RequestWords.Of(example)}";
    }

    private static string Unasked(Statement statement)
    {
        if (statement.Effect == Effect.Deny || StatementAudit.LetsAssume(statement)) return $"not looked at by itself: only the first {StatementAudit.MostAsked} statements are";
        return (statement.Action?.Matches(StsAdmission.SetSourceIdentity), statement.Action?.Matches(StsAdmission.TagSession)) switch
        {
            (true, true) => "lets nobody in by itself: it lets callers set a source identity and session tags",
            (true, _) => "lets nobody in by itself: it lets callers set a source identity",
            (_, true) => "lets nobody in by itself: it lets callers set session tags",
            _ => "lets nobody in: it allows no action by which a role is assumed",
        };
    }

    private static string NameOf(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
