using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.App.Reports;

/// <summary>A workload in a sentence: what it is, who says so, who changed it last.</summary>
internal static class WorkloadWords
{
    public static string Of(KnownWorkload known) => $"{What(known.Workload)}{(known.Change is { } change ? $"; {Changed(change, known.Behind!)}" : "")}";

    private static string What(Workload workload) =>
        $"{KindOf(workload.Kind)} {workload.Id}{(workload.Arn is { } arn ? $" ({arn})" : workload.Account is { } account ? $" in account {account}" : "")}, {BasisOf(workload.Basis)}";

    private static string Changed(WorkloadEvent change, Answer behind) => change.Kind == WorkloadKind.Pod && change.EventName == "AssumeRole"
        ? $"{change.Detail} by its session tags (event {change.Id})"
        : $"last changed until then at {Times.Of(change.Time)} by {AnswerWords.Who(behind)} ({change.EventName}, event {change.Id}; evidence: {EvidenceWords.NameOf(behind.Evidence)})";

    private static string KindOf(string kind) => kind switch
    {
        WorkloadKind.Instance => "EC2 instance",
        WorkloadKind.Function => "Lambda function",
        WorkloadKind.Task => "ECS task",
        WorkloadKind.Pod => "EKS pod with session",
        WorkloadKind.ServiceAccount => "pods of Kubernetes service account",
        _ => kind,
    };

    private static string BasisOf(string basis) => basis switch
    {
        "scope" => "as AWS records in the event",
        "delivery" => "as EC2 delivered the credentials",
        "issuer" => "as the service named the session",
        _ => "by its web identity token",
    };
}
