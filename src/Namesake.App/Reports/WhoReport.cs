using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Integrity;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>An answer that a tired person understands at three in the morning: who, how sure and why, then the way there.</summary>
/// <param name="completeness">What is known of the logs that the answers rest on; null where nothing can be.</param>
/// <param name="workloadOf">Finds the workload behind an answer.</param>
internal sealed class WhoReport(Completeness? completeness, Func<Attribution, KnownWorkload?> workloadOf)
{
    private bool WereVerified => completeness is { Trails.IsEmpty: false };

    /// <summary>The answers as JSON lines, by the contract of docs/cli.md.</summary>
    public void WriteJson(Terminal terminal, IReadOnlyList<SessionAnswer> answers)
    {
        terminal.Data.Flush();
        using var stdout = Console.OpenStandardOutput();
        using var lines = new AttributionLines(stdout);
        foreach (var answer in answers)
            lines.Write(answer.First, json =>
            {
                if (completeness is not null) FootingJson.Write(json, Footing.Of(answer.First, completeness), WereVerified);
                WorkloadJson.WriteChange(json, workloadOf(answer.First));
            });
    }

    public void Write(Terminal terminal, IReadOnlyList<SessionAnswer> answers)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            if (i > 0) terminal.Out.WriteLine();
            Write(terminal, answers[i]);
        }
    }

    private void Write(Terminal terminal, SessionAnswer session)
    {
        var (e, answer) = (session.First.Event, session.First.Answer);
        var colour = answer.Evidence switch
        {
            Evidence.Key or Evidence.Session or Evidence.EnforcedName => "green",
            Evidence.ClaimedName or Evidence.Ambiguous => "yellow",
            _ => "red",
        };
        terminal.Out.MarkupLine($"[bold {colour}]{Terminal.Markup(AnswerWords.Who(answer))}[/]{Terminal.Markup(Details(answer.Origin))}");
        terminal.Out.MarkupLine(Terminal.Markup($"Evidence: {EvidenceWords.NameOf(answer.Evidence)} ({EvidenceWords.Meaning(answer.Evidence)})"));
        terminal.Out.MarkupLine(Terminal.Markup($"Why: {AnswerWords.Reason(session.First)}"));
        if (answer.Contradiction is { } contradiction) terminal.Out.MarkupLine($"[bold red]ALARM:[/] {Terminal.Markup(contradiction)}");
        if (!answer.Complete && answer.Origin is not null) terminal.Out.MarkupLine("[yellow]Incomplete:[/] the way back ends at a session whose own issuing event is not at hand");
        if (workloadOf(session.First) is { } workload) terminal.Out.MarkupLine(Terminal.Markup($"Workload: {WorkloadWords.Of(workload)}"));
        if (completeness is not null) WriteFooting(terminal, Footing.Of(session.First, completeness));
        terminal.Out.WriteLine();
        terminal.Out.Write(Way(session, answer));
    }

    private void WriteFooting(Terminal terminal, Footing footing)
    {
        terminal.Out.MarkupLine(Terminal.Markup($"Logs: {FootingWords.Grounds(footing, WereVerified)}"));
        if (footing.Missing is { } missing && WereVerified) terminal.Out.MarkupLine(Terminal.Markup($"Missing: {FootingWords.Missing(missing)}"));
    }

    private static string Details(Origin? origin) =>
        origin is null ? "" : $"  {AnswerWords.Kind(origin)}{(origin.Arn is { } arn && arn != origin.Label ? $", {arn}" : origin.Account is { } account && origin.Type != "Unknown" ? $", account {account}" : "")}";

    private static Tree Way(SessionAnswer session, Answer answer)
    {
        var e = session.First.Event;
        var more = session.Events > 1 ? $", first of {session.Events:N0} until {Times.Of(session.Last)}" : session.Events == 0 ? ", never used in these logs" : "";
        var tree = new Tree(Terminal.Markup($"{e.Name} ({e.Source}) at {Times.Of(e.Time)}{From(e.SourceAddress)}, event {e.Id}{more}"));
        IHasTreeNodes at = tree;
        if (e.Identity.IsSession) at = at.AddNode(Terminal.Markup(SessionLine(e.Identity)));
        if (answer.Evidence == Evidence.Ambiguous)
            foreach (var candidate in answer.Candidates) AddHops(at.AddNode(Terminal.Markup($"perhaps {candidate.Origin.Label}")), candidate.Chain, candidate.Origin, grant: null);
        AddHops(at, answer.Chain, answer.Origin, answer.Grant);
        return tree;
    }

    private static void AddHops(IHasTreeNodes at, ImmutableArray<IssuedCredential> chain, Origin? origin, SignInGrant? grant)
    {
        // The way leads back in time: a grant stands behind the sessions that were opened under it.
        foreach (var hop in chain)
        {
            if (grant is not null && hop.Time < grant.Time) at = AddGrant(at, ref grant);
            at = at.AddNode(Terminal.Markup($"{hop.EventName} at {Times.Of(hop.Time)}{From(hop.SourceAddress)}, event {hop.Id}"))
                .AddNode(Terminal.Markup(CallerLine(hop.Caller)));
        }
        if (grant is not null) at = AddGrant(at, ref grant);
        if (chain.Length == 0 && origin is not null) at.AddNode(Terminal.Markup($"{origin.Label}{Details(origin)}"));
    }

    private static TreeNode AddGrant(IHasTreeNodes at, ref SignInGrant? grant)
    {
        var node = at.AddNode(Terminal.Markup($"{(grant!.IsAgent ? "agent" : "sign-in")} granted at {Times.Of(grant.Time)}{From(grant.SourceAddress)}, event {grant.Id}"));
        grant = null;
        return node;
    }

    private static string SessionLine(UserIdentity identity) =>
        $"session \"{identity.SessionName}\" of {identity.RoleName ?? identity.Type}{(identity.AccessKeyId is { } key ? $", key {key}" : ", no key logged")}{(identity.CreationDate is { } created ? $", created {Times.Of(created)}" : "")}";

    private static string CallerLine(UserIdentity caller) => caller.IsSession
        ? SessionLine(caller)
        : caller.Type == "AWSService" ? $"service {caller.InvokedBy}"
        : $"{caller.Type} {caller.UserName ?? caller.Arn ?? caller.PrincipalId}{(caller.AccessKeyId is { } key ? $", key {key}" : "")}{(caller.AccountId is { } account ? $", account {account}" : "")}";

    private static string From(string? address) => address is null ? "" : $" from {address}";
}
