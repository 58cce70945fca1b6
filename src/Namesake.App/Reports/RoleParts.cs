using System.Globalization;
using System.Text.Json;
using Namesake.Audit.Exemptions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.App.Reports;

/// <summary>Parts of a role's record: why it is left alone, and its trust policy in one form however it is written.</summary>
internal static class RoleParts
{
    private static readonly string[] Assuming = [StsAdmission.AssumeRole, StsAdmission.AssumeRoleWithSaml, StsAdmission.AssumeRoleWithWebIdentity];

    public static void Write(Utf8JsonWriter writer, Exempted? exempted)
    {
        if (exempted is null)
        {
            writer.WriteNull("exemption");
            return;
        }
        writer.WriteStartObject("exemption");
        writer.WriteString("pattern", exempted.By.Pattern);
        writer.WriteString("reason", exempted.By.Reason);
        writer.WriteString("owner", exempted.By.Owner);
        writer.WriteString("expires", exempted.By.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("without", AuditJson.NameOf(exempted.Without));
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, PolicyDocument? policy, string? account)
    {
        if (policy is null)
        {
            writer.WriteNull("trustPolicy");
            return;
        }
        writer.WriteStartObject("trustPolicy");
        writer.WriteString("version", policy.VersionText);
        writer.WriteStartArray("statements");
        foreach (var statement in policy.Statements) Write(writer, statement, account);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Statement statement, string? account)
    {
        writer.WriteStartObject();
        writer.WriteString("sid", statement.Sid);
        writer.WriteString("effect", statement.Effect.ToString());
        Write(writer, "principals", statement.Principal, negated: false, account);
        Write(writer, "notPrincipals", statement.Principal, negated: true, account);
        Write(writer, "actions", statement.Action is { Negated: false } actions ? actions.Patterns.Select(p => p.Text) : []);
        Write(writer, "notActions", statement.Action is { Negated: true } others ? others.Patterns.Select(p => p.Text) : []);
        Write(writer, "assumes", Assuming.Where(a => statement.Action?.Matches(a) == true));
        writer.WriteStartArray("conditions");
        foreach (var test in statement.Conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("operator", test.Operator.Name);
            // Keys compare without case, and JMESPath does not.
            writer.WriteString("key", test.Key.Text.ToLowerInvariant());
            Write(writer, "values", test.Values.Select(v => v.Text));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, PrincipalElement? element, bool negated, string? account)
    {
        writer.WriteStartArray(name);
        foreach (var principal in element?.Negated == negated ? element.Principals : [])
        {
            writer.WriteStartObject();
            writer.WriteString("type", principal.Type);
            writer.WriteString("value", principal.Text);
            writer.WriteString("kind", KindOf(principal));
            if (AccountOf(principal) is { } theirs && account is not null) writer.WriteBoolean("foreign", theirs != account);
            else writer.WriteNull("foreign");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static string? AccountOf(Principal principal) => principal switch
    {
        AccountPrincipal whole => whole.Account.Digits,
        IdentityPrincipal identity => identity.Arn.Account,
        RolePrincipal role => role.Arn.Account,
        _ => null,
    };

    private static string KindOf(Principal principal) => principal switch
    {
        Everyone => "everyone",
        AccountPrincipal => "account",
        // user, assumed-role or federated-user
        IdentityPrincipal identity => identity.Arn.ResourceType,
        RolePrincipal => "role",
        ServicePrincipal => "service",
        FederatedPrincipal => "provider",
        DeadPrincipal => "deleted",
        _ => "unread",
    };
}
