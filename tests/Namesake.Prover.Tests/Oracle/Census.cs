using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>The requests that a policy admits of a small world, and what they refute.</summary>
internal sealed record Census(ImmutableArray<Request> Admitted)
{
    /// <summary>Those that a person or a workload names itself: a service gives its sessions names that nobody chooses.</summary>
    public Census WithoutServices => new([.. Admitted.Where(r => r.Caller.Kind != CallerKind.Service)]);

    public Census Of(CallerKind kind) => new([.. Admitted.Where(r => r.Caller.Kind == kind)]);

    public bool IsEmpty => Admitted.IsEmpty;

    public IEnumerable<CallerKind> Kinds => Admitted.Select(r => r.Caller.Kind).Distinct();

    public int CallerCount => Admitted.Select(r => Identity.Of(r.Caller)).Distinct(StringComparer.Ordinal).Count();

    public bool AllHaveSourceIdentity => Admitted.All(r => r.SourceIdentity is not null);

    /// <summary>Two requests of different callers that both bear the name, or null.</summary>
    public (Request First, Request Second)? ClashOf(Func<Request, (string?, string?)> name)
    {
        var holders = new Dictionary<(string?, string?), Request>();
        foreach (var request in Admitted)
        {
            if (!holders.TryGetValue(name(request), out var holder)) holders[name(request)] = request;
            else if (Identity.Of(holder.Caller) != Identity.Of(request.Caller)) return (holder, request);
        }
        return null;
    }

    public (Request First, Request Second)? SessionNameClash => ClashOf(r => (r.SessionName, null));

    public (Request First, Request Second)? SourceIdentityClash => ClashOf(r => (r.SourceIdentity, null));

    /// <summary>What refutes a role: different callers with one session name, and one source identity, or one of them without any.</summary>
    public (Request First, Request Second)? Clash => ClashOf(r => (r.SessionName, r.SourceIdentity)) ?? (AllHaveSourceIdentity ? null : OneWithout);

    private (Request First, Request Second)? OneWithout => Admitted.GroupBy(r => r.SessionName, StringComparer.Ordinal)
        .SelectMany(g => g.Where(r => r.SourceIdentity is null).Take(2).SelectMany(without => g.Where(r => Identity.Of(r.Caller) != Identity.Of(without.Caller)).Take(1).Select(other => ((Request, Request)?)(without, other))))
        .FirstOrDefault();
}
