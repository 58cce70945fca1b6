using System.Text.Json;
using static Namesake.App.Demo.DemoCast;

namespace Namesake.App.Demo;

/// <summary>The account of the demo day, as `aws iam get-account-authorization-details` prints it.</summary>
internal static class DemoAccount
{
    private static readonly (Role Role, string Created, string Trust)[] Roles =
    [
        (SupportAccess, "2023-02-14T10:21:05", Trust("2012-10-17", "\"AWS\":\"arn:aws:iam::111122223333:root\"", "\"sts:AssumeRole\"")),
        (Deploy, "2023-05-02T08:47:31", Trust("2012-10-17", "\"AWS\":\"arn:aws:iam::111122223333:root\"", "\"sts:AssumeRole\"", """{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}""")),
        (Finance, "2023-06-19T13:02:44", Trust("2012-10-17", $"\"Federated\":\"{SamlProvider}\"", "\"sts:AssumeRoleWithSAML\"", """{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}""")),
        (WebServer, "2023-01-30T16:55:12", Trust("2012-10-17", "\"Service\":\"ec2.amazonaws.com\"", "\"sts:AssumeRole\"")),
        (DataScience, "2024-03-11T09:33:27", Trust("2012-10-17", "\"AWS\":\"arn:aws:iam::111122223333:root\"", "\"sts:AssumeRole\"", """{"StringLike":{"sts:RoleSessionName":"${aws:username}-*"}}""")),
        (Legacy, "2016-08-24T11:18:09", Trust("2008-10-17", "\"AWS\":\"arn:aws:iam::111122223333:root\"", "\"sts:AssumeRole\"", """{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}""")),
        (Support, "2023-01-30T16:20:40", Trust("2012-10-17", "\"Service\":\"support.amazonaws.com\"", "\"sts:AssumeRole\"")),
        (Administrator, "2024-01-08T07:50:02", Trust("2012-10-17", $"\"Federated\":\"{SsoProvider}\"", "[\"sts:AssumeRoleWithSAML\",\"sts:TagSession\"]", """{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}""")),
    ];

    private static readonly (User User, string Created)[] Users =
    [
        (Alice, "2023-02-14T09:58:31"), (Bob, "2023-04-27T12:10:55"), (Mallory, "2024-09-16T08:05:47"), (Dave, "2024-03-11T09:12:20"),
    ];

    /// <summary>The answer, pretty-printed as the CLI does it.</summary>
    public static byte[] ToUtf8()
    {
        using var buffer = new MemoryStream();
        var options = TrailJson.Compact with { Indented = true, IndentSize = 4, NewLine = "\n" };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("UserDetailList");
            foreach (var (user, created) in Users)
                WriteUser(writer, user, created);
            writer.WriteEndArray();
            WriteEmpty(writer, "GroupDetailList");
            writer.WriteStartArray("RoleDetailList");
            foreach (var (role, created, trust) in Roles)
                WriteRole(writer, role, created, trust);
            writer.WriteEndArray();
            WriteEmpty(writer, "Policies");
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static string Trust(string version, string principal, string action, string? condition = null) =>
        $$"""{"Version":"{{version}}","Statement":[{"Effect":"Allow","Principal":{{{principal}}},"Action":{{action}}{{(condition is null ? "" : ",\"Condition\":" + condition)}}}]}""";

    private static void WriteUser(Utf8JsonWriter writer, User user, string created)
    {
        writer.WriteStartObject();
        writer.WriteString("Path", "/");
        writer.WriteString("UserName", user.Name);
        writer.WriteString("UserId", user.Id);
        writer.WriteString("Arn", user.Arn);
        writer.WriteString("CreateDate", created + "+00:00");
        WriteEmpty(writer, "GroupList");
        WriteEmpty(writer, "AttachedManagedPolicies");
        WriteEmpty(writer, "Tags");
        writer.WriteEndObject();
    }

    private static void WriteRole(Utf8JsonWriter writer, Role role, string created, string trust)
    {
        writer.WriteStartObject();
        writer.WriteString("Path", role.Path);
        writer.WriteString("RoleName", role.Name);
        writer.WriteString("RoleId", role.Id);
        writer.WriteString("Arn", role.Arn);
        writer.WriteString("CreateDate", created + "+00:00");
        writer.WritePropertyName("AssumeRolePolicyDocument");
        using (var document = JsonDocument.Parse(trust))
            document.WriteTo(writer);
        WriteInstanceProfiles(writer, role);
        WriteEmpty(writer, "RolePolicyList");
        WriteEmpty(writer, "AttachedManagedPolicies");
        WriteEmpty(writer, "Tags");
        writer.WriteStartObject("RoleLastUsed");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInstanceProfiles(Utf8JsonWriter writer, Role role)
    {
        writer.WriteStartArray("InstanceProfileList");
        if (role == WebServer)
        {
            writer.WriteStartObject();
            writer.WriteString("Path", "/");
            writer.WriteString("InstanceProfileName", role.Name);
            writer.WriteString("InstanceProfileId", "AIPA2WEBSERVER7KQNXT4");
            writer.WriteString("Arn", $"arn:aws:iam::{Account}:instance-profile/{role.Name}");
            writer.WriteString("CreateDate", "2023-01-30T16:55:13+00:00");
            WriteEmpty(writer, "Roles");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEmpty(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }
}
