using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Sessions.Attributions;

namespace Namesake.Audit.Replay;

/// <summary>Puts every recorded call that assumed a role to a proposed trust policy: who would have been refused, and what would they have to change?</summary>
public static class RoleReplay
{
    private static readonly ImmutableArray<string> TooLittle = ["the session name, or what kind of caller it was"];

    /// <param name="proposed">The proposed trust policy, read without errors.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="calls">The calls that were admitted. What was refused then locks nobody out now.</param>
    public static ReplayReport Run(PolicyDocument proposed, string roleArn, IEnumerable<RecordedCall> calls)
    {
        var judge = new ReplayJudge(proposed);
        var names = new NameSearch(judge);
        var allowed = 0;
        var groups = new Dictionary<GroupKey, List<RecordedCall>>();
        foreach (var call in calls)
        {
            var request = KnownRequest.Of(call);
            var outcome = request is null ? new ReplayOutcome(ReplayVerdict.CannotSay, TooLittle) : judge.Judge(call, request, request);
            if (outcome.Verdict == ReplayVerdict.Allowed)
            {
                allowed++;
                continue;
            }
            var change = outcome.Verdict == ReplayVerdict.Refused ? names.Find(call, request!) : null;
            var key = new GroupKey(WhoOf(call, request), call.Person?.Label, call.Issued.EventName, Tools.Of(call), outcome.Verdict, string.Join(", ", outcome.Unknown), change);
            if (!groups.TryGetValue(key, out var list)) groups[key] = list = [];
            list.Add(call);
        }
        return new ReplayReport(allowed, GroupsOf(groups, ReplayVerdict.Refused, roleArn), GroupsOf(groups, ReplayVerdict.CannotSay, roleArn));
    }

    private static ImmutableArray<ReplayGroup> GroupsOf(Dictionary<GroupKey, List<RecordedCall>> groups, ReplayVerdict verdict, string roleArn) =>
        [.. groups.Where(g => g.Key.Verdict == verdict).Select(g => ToGroup(g.Key, g.Value, roleArn)).OrderByDescending(g => g.Calls).ThenByDescending(g => g.Last).ThenBy(g => g.Who, StringComparer.Ordinal)];

    private static ReplayGroup ToGroup(GroupKey key, List<RecordedCall> calls, string roleArn)
    {
        var ordered = calls.OrderByDescending(c => c.Issued.Time).ThenBy(c => c.Issued.Id).ToList();
        var last = ordered[0];
        var names = ordered.Select(c => c.Issued.SessionName).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var identities = ordered.Select(c => c.Issued.SourceIdentity).OfType<string>().Distinct(StringComparer.Ordinal).Take(ReplayGroup.MostNames);
        return new ReplayGroup(
            key.Who, last.Person, last.Evidence, key.EventName, key.Tool, last.Issued.Call?.UserAgent, calls.Count, ordered[^1].Issued.Time, last.Issued.Time, last.Issued.Id.ToString(),
            [.. names.Take(ReplayGroup.MostNames)], names.Count, [.. identities], key.Unknown.Length == 0 ? [] : [.. key.Unknown.Split(", ")], key.Change,
            key.Verdict == ReplayVerdict.Refused ? ToolAdvice.Of(key.Tool, key.EventName, roleArn, last.Issued.SessionName, key.Change) : []);
    }

    private static string WhoOf(RecordedCall call, KnownRequest? request)
    {
        var identity = call.Issued.Caller;
        if (request?.Caller is { IsNamed: true, Caller: { } caller }) return caller.Kind == CallerKind.RoleSession ? identity.RoleArn ?? caller.PrincipalArn : caller.Arn;
        return identity.InvokedBy ?? (identity.AccountId is { } account ? $"{identity.PrincipalId?.Split(':')[0] ?? "somebody"} of account {account}" : identity.Arn ?? identity.PrincipalId ?? "somebody");
    }

    private sealed record GroupKey(string Who, string? Person, string EventName, Tool Tool, ReplayVerdict Verdict, string Unknown, NameChange? Change);
}
