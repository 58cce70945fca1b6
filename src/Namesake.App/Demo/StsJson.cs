using System.Text.Json;

namespace Namesake.App.Demo;

/// <summary>Credentials that STS hands out in one call.</summary>
internal sealed record IssuedCredentials(string Key, string Token, int Expires);

/// <summary>The parameters and answers of the calls that issue credentials.</summary>
internal static class StsJson
{
    /// <summary>The parameters of AssumeRole.</summary>
    public static byte[] AssumeRole(Role role, string session, int duration, string? sourceIdentity = null) => Write(writer =>
    {
        writer.WriteString("roleArn", role.Arn);
        writer.WriteString("roleSessionName", session);
        writer.WriteNumber("durationSeconds", duration);
        writer.WriteOptional("sourceIdentity", sourceIdentity);
    });

    /// <summary>The parameters of AssumeRole as an AWS service sends them.</summary>
    public static byte[] AssumeRoleByService(Role role, string session) => Write(writer =>
    {
        writer.WriteString("roleArn", role.Arn);
        writer.WriteString("roleSessionName", session);
    });

    /// <summary>The parameters of AssumeRoleWithSAML.</summary>
    public static byte[] AssumeRoleWithSaml(Role role, string session, int duration, string provider, string assertion) => Write(writer =>
    {
        writer.WriteString("sAMLAssertionID", assertion);
        writer.WriteString("roleSessionName", session);
        writer.WriteString("roleArn", role.Arn);
        writer.WriteString("principalArn", provider);
        writer.WriteNumber("durationSeconds", duration);
    });

    /// <summary>The parameters of AssumeRoleWithWebIdentity.</summary>
    public static byte[] AssumeRoleWithWebIdentity(Role role, string session, int duration) => Write(writer =>
    {
        writer.WriteString("roleArn", role.Arn);
        writer.WriteString("roleSessionName", session);
        writer.WriteNumber("durationSeconds", duration);
    });

    /// <summary>The answer to a call that assumes a role; some services' calls are logged without the session assumed.</summary>
    public static byte[] RoleCredentials(
        IssuedCredentials issued, Role? role, string session, string? sourceIdentity = null, Action<Utf8JsonWriter>? more = null) => Write(writer =>
    {
        WriteCredentials(writer, issued);
        if (role is not null)
        {
            writer.WriteStartObject("assumedRoleUser");
            writer.WriteString("assumedRoleId", role.SessionId(session));
            writer.WriteString("arn", role.SessionArn(session));
            writer.WriteEndObject();
        }

        writer.WriteOptional("sourceIdentity", sourceIdentity);
        more?.Invoke(writer);
    });

    /// <summary>The answer to GetSessionToken.</summary>
    public static byte[] SessionCredentials(IssuedCredentials issued) => Write(writer => WriteCredentials(writer, issued));

    /// <summary>The answer to GetFederationToken.</summary>
    public static byte[] FederationCredentials(IssuedCredentials issued, string account, string name) => Write(writer =>
    {
        WriteCredentials(writer, issued);
        writer.WriteStartObject("federatedUser");
        writer.WriteString("federatedUserId", $"{account}:{name}");
        writer.WriteString("arn", $"arn:aws:sts::{account}:federated-user/{name}");
        writer.WriteEndObject();
        writer.WriteNumber("packedPolicySize", 4);
    });

    /// <summary>The role as the resource of the call that assumes it.</summary>
    public static byte[] RoleResource(Role role)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, TrailJson.Compact))
        {
            writer.WriteStartArray();
            writer.WriteStartObject();
            writer.WriteString("accountId", role.Account);
            writer.WriteString("type", "AWS::IAM::Role");
            writer.WriteString("ARN", role.Arn);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    /// <summary>An object of JSON with the members that <paramref name="members"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, TrailJson.Compact))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteCredentials(Utf8JsonWriter writer, IssuedCredentials issued)
    {
        writer.WriteStartObject("credentials");
        writer.WriteString("accessKeyId", issued.Key);
        writer.WriteString("sessionToken", issued.Token);
        writer.WriteString("expiration", Day.Expiration(issued.Expires));
        writer.WriteEndObject();
    }
}
