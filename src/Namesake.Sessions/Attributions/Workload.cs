using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>What acts, where no person does: an instance, a function, a task, a pod. Never by its session name alone, which anybody may choose.</summary>
/// <param name="Kind">One of <see cref="WorkloadKind"/>.</param>
/// <param name="Id">The id of an instance or a task, a function's name, a pod's session name, <c>NAMESPACE/SERVICE-ACCOUNT</c>.</param>
/// <param name="Arn">Null where it cannot be told.</param>
/// <param name="Account">The account of its role.</param>
/// <param name="Basis">Who says so: <c>scope</c> (AWS, in the event), <c>delivery</c> (the event's ec2RoleDelivery), <c>issuer</c> (the service that issued the credentials), <c>token</c> (the web identity token).</param>
/// <remarks>
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html (inScopeOf),
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html (the session name is the instance id),
/// https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html (eks-CLUSTER-POD-UUID).
/// </remarks>
public sealed record Workload(string Kind, string Id, string? Arn, string? Account, string Basis)
{
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    /// <summary>The workload at the far end of an answer's chain; null where it ends elsewhere.</summary>
    public static Workload? Of(UserIdentity identity, Answer answer)
    {
        if (answer.Evidence == Evidence.Ambiguous) return null;
        var chain = answer.Chain;
        var last = chain.IsEmpty ? null : chain[^1];
        if (last is { Caller.IsSession: true }) return OfSession(last.Caller, null, null);
        return OfSession(chain.Length > 1 ? chain[^2].Caller : identity, last is null ? null : answer.Origin, last?.Region);
    }

    /// <param name="session">A session.</param>
    /// <param name="issuer">Who had its own credentials issued; null where that is not known.</param>
    /// <param name="region">Where they were issued; null where that is not known.</param>
    public static Workload? OfSession(UserIdentity session, Origin? issuer, string? region)
    {
        if (!session.IsSession) return null;
        if (session.IssuedTo is { } scope && OfArn(scope, session.AccountId) is { } told) return told;
        if (session.SessionName is not { } name) return null;
        if (session.Ec2RoleDelivery is not null && MadeNames.IsInstance(name)) return Made(WorkloadKind.Instance, name, "delivery", session, region);
        return issuer switch
        {
            { Type: "AWSService", InvokedBy: "ec2.amazonaws.com" } when MadeNames.IsInstance(name) => Made(WorkloadKind.Instance, name, "issuer", session, region),
            // Lambda's own errands for a function, such as polling a queue, bear names of its own.
            { Type: "AWSService", InvokedBy: "lambda.amazonaws.com" } when !name.StartsWith("awslambda_", StringComparison.Ordinal) => Made(WorkloadKind.Function, name, "issuer", session, region),
            { Type: "AWSService", InvokedBy: "ecs-tasks.amazonaws.com" } when MadeNames.IsTask(name) => Made(WorkloadKind.Task, name, "issuer", session, region),
            { Type: "AWSService", InvokedBy: "pods.eks.amazonaws.com" } => Made(WorkloadKind.Pod, name, "issuer", session, region),
            { Type: "WebIdentityUser", UserName: { } subject } when subject.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) && subject.Split(':') is [_, _, { Length: > 0 } space, { Length: > 0 } account] =>
                new Workload(WorkloadKind.ServiceAccount, $"{space}/{account}", null, session.AccountId, "token"),
            _ => null,
        };
    }

    private static Workload Made(string kind, string id, string basis, UserIdentity session, string? region)
    {
        var resource = kind switch { WorkloadKind.Instance => ("ec2", $"instance/{id}"), WorkloadKind.Function => ("lambda", $"function:{id}"), _ => default };
        var partition = session.Arn?.Split(':') is ["arn", { Length: > 0 } own, ..] ? own : null;
        var arn = resource.Item1 is null || partition is null || region is null || session.AccountId is null ? null : $"arn:{partition}:{resource.Item1}:{region}:{session.AccountId}:{resource.Item2}";
        return new Workload(kind, id, arn, session.AccountId, basis);
    }

    // As "arn:aws:lambda:REGION:ACCOUNT:function:NAME" or ":instance/ID", ":task/CLUSTER/ID".
    private static Workload? OfArn(string arn, string? account)
    {
        if (arn.Split(':') is not ["arn", _, var service, _, var owner, .. var rest] || rest.Length == 0) return null;
        var whose = owner.Length > 0 ? owner : account;
        var resource = rest[0].Split('/');
        return (service, rest, resource) switch
        {
            ("lambda", ["function", { Length: > 0 } name, ..], _) => new Workload(WorkloadKind.Function, name, arn, whose, "scope"),
            ("ec2", _, ["instance", { Length: > 0 } id]) => new Workload(WorkloadKind.Instance, id, arn, whose, "scope"),
            ("ecs", _, ["task", .., { Length: > 0 } id]) => new Workload(WorkloadKind.Task, id, arn, whose, "scope"),
            _ => null,
        };
    }
}

/// <summary>A workload with the event that made it or changed it last, and who is behind that; null where the logs do not tell.</summary>
public sealed record KnownWorkload(Workload Workload, WorkloadEvent? Change, Answer? Behind)
{
    /// <summary>The workload behind an answer with its last change until then, from a trail that was read; null where none is.</summary>
    public static KnownWorkload? Of(Attribution attribution, Trail trail, NameProof? proof)
    {
        if (Workload.Of(attribution.Event.Identity, attribution.Answer) is not { } workload) return null;
        return Last(trail.Workloads, workload, attribution.Event.Time) is { } change
            ? new KnownWorkload(workload, change, new Attributor(trail, proof).Of(change.Caller, change.FromConsole, change.Time))
            : new KnownWorkload(workload, null, null);
    }

    /// <summary>The last change until a time, in milliseconds since 1970.</summary>
    public static WorkloadEvent? Last(IEnumerable<WorkloadEvent> events, Workload workload, long time) =>
        events.Where(e => e.Kind == workload.Kind && e.Resource == workload.Id && (workload.Account is null || e.Account == workload.Account) && e.Time <= time).OrderBy(e => e.Time).ThenBy(e => e.Id).LastOrDefault();
}
