using Namesake.Audit.Rules;
using Namesake.Ledger.Asking;
using Namesake.Policy.Model;

namespace Namesake.App.OwnRules;

/// <summary>Sessions of the ledger as built-in rules look at them.</summary>
internal static class SessionFacts
{
    public static SessionFact Of(SessionRow row) => new(
        row.AccessKey, ArnOf(row), row.Role, row.Account, row.SessionName, row.Person?.Label, row.Evidence, row.Contradiction,
        row.Workload is not null || row.Person is { Type: "AWSService" } || row.Role?.Contains(":role/aws-service-role/", StringComparison.Ordinal) == true, row.First, row.Last);

    private static string? ArnOf(SessionRow row) =>
        Arn.TryParse(row.Role, out var role) && row.SessionName is { } name ? $"arn:{role.Partition}:sts::{role.Account}:assumed-role/{role.Name}/{name}" : null;
}
