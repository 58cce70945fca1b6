namespace Namesake.Sessions.Events;

/// <summary>An event that made or changed a workload, or says what it is: RunInstances, CreateFunction, UpdateFunctionCode, RunTask, the AssumeRole call for a pod, …</summary>
/// <param name="Id">The event.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="EventName">As CloudTrail writes it.</param>
/// <param name="Kind">One of <see cref="WorkloadKind"/>.</param>
/// <param name="Account">The workload's account.</param>
/// <param name="Resource">Its id: of an instance, a task, a function's name, the session name of a pod.</param>
/// <param name="Detail">Its ARN, or of a pod <c>NAMESPACE/SERVICE-ACCOUNT, pod NAME, cluster ARN</c>; null where the event has none.</param>
/// <param name="Caller">Who did it.</param>
/// <param name="FromConsole">Whether he did it in a console session.</param>
/// <param name="SourceAddress">From where.</param>
public sealed record WorkloadEvent(
    EventId Id, long Time, string EventName, string Kind, string Account, string Resource, string? Detail, UserIdentity Caller, bool FromConsole, string? SourceAddress);

/// <summary>The kinds of workloads, as reports write them.</summary>
public static class WorkloadKind
{
    public const string Instance = "ec2-instance";
    public const string Function = "lambda-function";
    public const string Task = "ecs-task";

    /// <summary>A pod with an EKS Pod Identity association.</summary>
    public const string Pod = "eks-pod";

    /// <summary>Pods that bear a Kubernetes service account's token (IAM roles for service accounts); which of them is not told.</summary>
    public const string ServiceAccount = "eks-service-account";
}
