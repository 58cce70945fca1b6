using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads the events by which workloads are made and changed, and by which EKS says which pod a session is for.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html, https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html,
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html, https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html (the tags).
/// </remarks>
internal static class WorkloadEvents
{
    private const string PodIdentity = "pods.eks.amazonaws.com";

    private static readonly Listed Instances = new("instancesSet/items", new Flat("instanceId"));
    private static readonly Listed Tasks = new("tasks", new Flat("taskArn"));
    private static readonly Listed Tags = new("tags", new Flat("key", "value"));
    private static readonly Flat Function = new("functionName", "functionArn");
    private static readonly Flat Session = new("roleSessionName", "roleArn");

    /// <summary>Whether an event is one of them: asked of every event, so that it must cost next to nothing.</summary>
    public static bool Concerns(in TrailEvent e) => e.Name switch
    {
        "AssumeRole" => e.Identity.InvokedBy == PodIdentity && e.Source == "sts.amazonaws.com",
        "RunInstances" => e.Source == "ec2.amazonaws.com",
        "RunTask" or "StartTask" => e.Source == "ecs.amazonaws.com",
        "CreateFunction20150331" or "UpdateFunctionCode20150331v2" or "UpdateFunctionConfiguration20150331v2" => e.Source == "lambda.amazonaws.com",
        _ => false,
    };

    /// <param name="e">An event without an error that <see cref="Concerns"/>.</param>
    /// <param name="request">Its requestParameters, one JSON value or nothing.</param>
    /// <param name="response">Its responseElements, the same.</param>
    public static IEnumerable<WorkloadEvent> Read(in TrailEvent e, ReadOnlySpan<byte> request, ReadOnlySpan<byte> response)
    {
        if ((e.RecipientAccount ?? e.Identity.AccountId) is not { } account) return [];
        var (kind, named) = e.Name switch
        {
            "AssumeRole" => (WorkloadKind.Pod, OfPod(request)),
            "RunInstances" => (WorkloadKind.Instance, Instances.Read(response).Select(i => (Id: i[0], Detail: (string?)null))),
            "RunTask" or "StartTask" => (WorkloadKind.Task, Tasks.Read(response).Select(t => (Id: Tail(t[0], '/'), Detail: t[0]))),
            _ => (WorkloadKind.Function, OfFunction(request, response)),
        };
        var made = e;
        return [.. named.Where(n => !string.IsNullOrEmpty(n.Id)).Select(n => new WorkloadEvent(made.Id, made.Time, made.Name, kind, account, n.Id!, n.Detail, made.Identity, made.FromConsole, made.SourceAddress))];
    }

    // The request may call the function by its name, or by its ARN with or without the version.
    private static IEnumerable<(string? Id, string? Detail)> OfFunction(ReadOnlySpan<byte> request, ReadOnlySpan<byte> response)
    {
        var (asked, made) = (Function.Read(request), Function.Read(response));
        var name = made[0] ?? asked[0];
        var parts = name?.Split(':') ?? [];
        var own = Array.IndexOf(parts, "function") is >= 0 and var at && at + 1 < parts.Length ? parts[at + 1] : name;
        return [(own, made[1])];
    }

    private static IEnumerable<(string? Id, string? Detail)> OfPod(ReadOnlySpan<byte> request)
    {
        var tags = Tags.Read(request).Where(t => t[0] is not null).DistinctBy(t => t[0], StringComparer.Ordinal).ToDictionary(t => t[0]!, t => t[1], StringComparer.Ordinal);
        string? Tag(string key) => tags.GetValueOrDefault(key);
        var detail = tags.Count == 0 ? null
            : $"{Tag("kubernetes-namespace")}/{Tag("kubernetes-service-account")}, pod {Tag("kubernetes-pod-name")}, cluster {Tag("eks-cluster-arn") ?? Tag("eks-cluster-name")}";
        return [(Session.Read(request)[0], detail)];
    }

    private static string? Tail(string? arn, char separator) => arn?[(arn.LastIndexOf(separator) + 1)..];
}
