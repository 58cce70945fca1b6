using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.Audit.Enforcement;
using Namesake.Audit.Exemptions;
using Namesake.Audit.Rules;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;

namespace Namesake.App.OwnRules;

/// <summary>What all rules find in a ledger.</summary>
/// <param name="Findings">The worst first.</param>
/// <param name="Diagnostics">Which rules could not be asked.</param>
/// <param name="Sessions">How many sessions were looked at.</param>
internal sealed record LedgerJudgement(ImmutableArray<Finding> Findings, ImmutableArray<Diagnostic> Diagnostics, int Sessions)
{
    /// <param name="folder">The ledger.</param>
    /// <param name="by">The rules and exemptions.</param>
    /// <param name="filter">The time that is asked about. A loss of attribution that lasts is told whenever it happened.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null where there is no ledger.</returns>
    public static LedgerJudgement? Of(LedgerFolder folder, JudgedBy by, Filter filter, CancellationToken cancellation)
    {
        ImmutableArray<SessionRow> rows;
        IReadOnlyList<PolicyChange> changes;
        using (var reader = LedgerReader.TryOpen(folder))
        {
            if (reader is null) return null;
            rows = Ledger.Asking.Sessions.Find(reader, filter, int.MaxValue).Rows;
            changes = PolicyChanges.All(reader, filter.Until);
        }
        var (sessions, events) = (new OwnRuleRun(by.Rules, RecordKind.Session), new OwnRuleRun(by.Rules, RecordKind.Event));
        foreach (var row in sessions.IsNeeded ? rows : []) sessions.Ask(RecordSource.Of(row));
        using var snapshot = Snapshot.Open(folder);
        if (events.IsNeeded) AskEvents(snapshot, events, filter, cancellation);
        var facts = new RuleFacts(by.Today) { Sessions = [.. rows.Select(SessionFacts.Of)], Exemptions = by.Exemptions, PolicyTurns = Turns(snapshot, changes, rows) };
        var found = BuiltInRules.Run(facts).Where(f => !Exempting.IsLeftAlone(f, by.Exemptions, by.Today)).Concat(sessions.Findings).Concat(events.Findings);
        return new LedgerJudgement(BuiltInRules.Ordered(found), [.. sessions.Diagnostics, .. events.Diagnostics], rows.Length);
    }

    private static void AskEvents(Snapshot snapshot, OwnRuleRun rules, Filter filter, CancellationToken cancellation)
    {
        var attributions = new LedgerAttributions(snapshot, new EnforcedNames().Prove).All().Where(a => a.Event.Time >= (filter.Since ?? long.MinValue) && a.Event.Time < (filter.Until ?? long.MaxValue));
        foreach (var record in RecordSource.Of(attributions))
        {
            cancellation.ThrowIfCancellationRequested();
            rules.Ask(record);
        }
    }

    private static ImmutableArray<PolicyTurn> Turns(Snapshot snapshot, IReadOnlyList<PolicyChange> changes, ImmutableArray<SessionRow> rows)
    {
        // A log of changes tells no path; sessions of the role do.
        var arns = rows.Select(r => Arn.TryParse(r.Role, out var arn) ? arn : null).OfType<Arn>().GroupBy(a => (a.Account, a.Name.ToLowerInvariant())).ToDictionary(g => g.Key, g => g.First().ToString());
        var turns = PolicyTurn.Of(changes, (account, role) => arns.GetValueOrDefault((account, role.ToLowerInvariant()), $"arn:aws:iam::{account}:role/{role}"));
        var answers = new LedgerAnswers(snapshot, new EnforcedNames().Prove);
        return [.. turns.Select(t => t.LosesAttribution && t.After.EventName != PolicyChange.Snapshot ? t with { By = answers.OfEvent(t.After.Id) is [{ First.Answer.Origin: { } origin }] ? origin.Label : null } : t)];
    }
}
