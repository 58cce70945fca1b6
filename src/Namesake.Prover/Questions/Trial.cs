using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Questions;

/// <summary>Tries lifelike requests on a policy, and looks among the admitted ones for two callers with one name.</summary>
internal static class Trial
{
    /// <summary>More requests than any readable policy needs; a bound on hostile ones.</summary>
    private const int MaxRequests = 60_000;

    public static ImmutableArray<Request> Run(PolicyDocument policy, ImmutableArray<Way> ways) =>
        [.. ways.SelectMany(w => RequestPool.For(policy, w)).Take(MaxRequests).Where(r => StsAdmission.Admits(policy, r))];

    public static Witness? FindWitness(PolicyDocument policy, ImmutableArray<Request> admitted)
    {
        var first = new Dictionary<(string?, string?), List<Request>>();
        foreach (var request in admitted)
        {
            // A service names its sessions itself; nobody chooses a name that way.
            if (request.Caller.Kind == CallerKind.Service) continue;
            var key = (request.SessionName, request.SourceIdentity);
            if (!first.TryGetValue(key, out var earlier)) first[key] = earlier = [];
            foreach (var other in earlier)
                if (Witness.Confirm(policy, other, request) is { } witness)
                    return witness;
            if (earlier.Count < 4) earlier.Add(request);
        }
        return null;
    }
}
