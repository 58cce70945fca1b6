using System.Collections.Concurrent;
using Namesake.Audit.Fixes;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Audit.Tests.Fixes;

/// <summary>Compares what a policy admits before and after a fix, over all requests of the tiny world and some more.</summary>
internal sealed class FixComparison(Proposal proposal, PolicyDocument changed, FixComparison.Counters counters)
{
    private const string UserId = "aws:userid";

    private readonly PolicyDocument _old = proposal.Role.TrustPolicy.Document!;

    // The demand, as a policy that allows whatever bears the name.
    private readonly Statement _demand = Demand(proposal.Way.Demand.Split(' ', 3));

    private readonly bool _setsSourceIdentity = proposal.Way.Demand.Contains("SourceIdentity", StringComparison.Ordinal);

    public IEnumerable<string> Faults()
    {
        var before = TinyWorld.World.Count(_old).Admitted.Select(WithId).ToList();
        var more = before.SelectMany(Variants).Concat(TinyWorld.World.Count(changed).Admitted.Select(WithId)).Concat(before).ToList();
        return [.. more.Select(Added).Concat(more.Select(Refused)).Concat(before.GroupBy(r => r.Caller).Select(LockedOut)).OfType<string>().Distinct(StringComparer.Ordinal).Take(3)];
    }

    /// <summary>Nothing becomes allowed, but that a source identity may be given where one is demanded.</summary>
    private string? Added(Request request)
    {
        if (!StsAdmission.Admits(changed, request)) return null;
        counters.Admit();
        return StsAdmission.Admits(_old, request) || (_setsSourceIdentity && Bears(request) && StsAdmission.Admits(_old, request with { SourceIdentity = null }))
            ? null : $"{Brief(request)} becomes allowed";
    }

    /// <summary>Whoever is refused now did not bear the right name, or is of a kind that has none.</summary>
    private string? Refused(Request request)
    {
        if (!StsAdmission.Admits(_old, request) || StsAdmission.Admits(changed, request)) return null;
        counters.Refuse();
        if (request.Caller.Kind is not (CallerKind.IamUser or CallerKind.RoleSession)) return $"{Brief(request)}, of another kind, is refused";
        return Bears(request) ? $"{Brief(request)} bears its right name and is refused" : null;
    }

    /// <summary>Whoever could pass with the right name, or could if a source identity could be given, passes.</summary>
    private string? LockedOut(IGrouping<Caller, Request> requests)
    {
        var mine = requests.Concat(requests.SelectMany(Variants)).ToList();
        var passes = mine.Exists(r => StsAdmission.Admits(changed, r));
        if (!passes) counters.LockOut(requests.Key.Kind == CallerKind.RoleSession ? "role sessions" : requests.Key.UserName!.Length == 1 ? "users of one letter" : "users");
        return !passes && mine.Exists(r => Bears(r) && StsAdmission.Admits(_old, r)) ? $"{requests.Key} could pass with the right name, and no longer can" : null;
    }

    private bool Bears(Request request) => Evaluator.Applies(_demand, RequestContext.Of(request), request.Action);

    /// <summary>The request with other names: the caller's own in every form that a demand knows.</summary>
    private static IEnumerable<Request> Variants(Request request)
    {
        if (request.Caller.Kind is not (CallerKind.IamUser or CallerKind.RoleSession)) return [];
        var own = request.Caller.OwnSessionName ?? request.Caller.UserName!;
        string[] names = [own, $"{request.Caller.Account}-{own}", $"a{own}", $"{own}-", $"-{own}", $"b{own}", "ab"];
        return
            from name in names.Append(request.SessionName)
            from identity in names[..3].Append(null).Append(request.SourceIdentity)
            select request with { SessionName = name, SourceIdentity = identity };
    }

    private static Request WithId(Request request) => request.Caller.OwnSessionName is { } own
        ? request with { Context = request.Context.SetItem(UserId, ContextValue.Of($"AROACKCEVSQ6C2EXAMPLE:{own}")) } : request;

    private static Statement Demand(string[] demand) => PolicyParser.Parse(
        $$$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Condition":{"{{{{demand[0]}}}}":{"{{{{demand[1]}}}}":"{{{{demand[2]}}}}" } } } }""").Document!.Statements[0];

    private static string Brief(Request request) =>
        $"[{request.Caller.Arn} as {request.SessionName}/{request.SourceIdentity ?? "none"} {string.Join(' ', request.Context.Select(c => $"{c.Key}={c.Value}"))}]";

    /// <summary>How much was compared.</summary>
    internal sealed class Counters
    {
        private long _admitted;
        private long _refused;
        private readonly ConcurrentDictionary<string, int> _lockedOut = new(StringComparer.Ordinal);

        public long StillAdmitted => _admitted;

        public long Refused => _refused;

        public void Admit() => Interlocked.Increment(ref _admitted);

        public void Refuse() => Interlocked.Increment(ref _refused);

        public void LockOut(string whom) => _lockedOut.AddOrUpdate(whom, 1, (_, n) => n + 1);

        public override string ToString() => $"{_admitted} requests admitted after the fixes, {_refused} refused that were admitted; of the tiny world's callers these have no request left: {string.Join(", ", _lockedOut.Select(l => $"{l.Value} {l.Key}"))}";
    }
}
