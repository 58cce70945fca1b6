using System.Text.Encodings.Web;
using System.Text.Json;

namespace Namesake.App.Demo;

/// <summary>Who made a call, as the element userIdentity tells it; a member that is null is left out.</summary>
internal sealed record CallerIdentity(string Type)
{
    public string? PrincipalId { get; init; }

    public string? Arn { get; init; }

    public string? Account { get; init; }

    public string? AccessKey { get; init; }

    public string? UserName { get; init; }

    public string? IdentityProvider { get; init; }

    public string? InvokedBy { get; init; }

    public IdentitySession? Session { get; init; }

    /// <summary>The Identity Center person behind the call.</summary>
    public DirectoryPerson? OnBehalfOf { get; init; }

    /// <summary>An AWS service that calls by itself.</summary>
    public static CallerIdentity Service(string host) => new("AWSService") { InvokedBy = host };

    /// <summary>The caller as the other account of a cross-account call sees it.</summary>
    public CallerIdentity SeenFromAbroad() => new("AWSAccount") { PrincipalId = PrincipalId, Account = Account };

    /// <summary>The element as JSON.</summary>
    public byte[] ToUtf8()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, TrailJson.Compact))
            WriteTo(writer);
        return buffer.ToArray();
    }

    private void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", Type);
        writer.WriteOptional("principalId", PrincipalId);
        writer.WriteOptional("arn", Arn);
        writer.WriteOptional("accountId", Account);
        writer.WriteOptional("accessKeyId", AccessKey);
        writer.WriteOptional("userName", UserName);
        writer.WriteOptional("identityProvider", IdentityProvider);
        Session?.WriteTo(writer);
        OnBehalfOf?.WriteTo(writer);
        writer.WriteOptional("invokedBy", InvokedBy);
        writer.WriteEndObject();
    }
}

/// <summary>The element sessionContext: what is known of temporary credentials.</summary>
internal sealed record IdentitySession(int Created)
{
    /// <summary>The role of the session, or the user of a federated session; null for a session of the user himself.</summary>
    public CallerIdentity? Issuer { get; init; }

    public bool Mfa { get; init; }

    public string? SourceIdentity { get; init; }

    public string? FederatedProvider { get; init; }

    public string? Ec2RoleDelivery { get; init; }

    public string? SignInSession { get; init; }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("sessionContext");
        if (Issuer is not null)
        {
            writer.WriteStartObject("sessionIssuer");
            writer.WriteString("type", Issuer.Type);
            writer.WriteOptional("principalId", Issuer.PrincipalId);
            writer.WriteOptional("arn", Issuer.Arn);
            writer.WriteOptional("accountId", Issuer.Account);
            writer.WriteOptional("userName", Issuer.UserName);
            writer.WriteEndObject();
        }

        if (FederatedProvider is not null)
        {
            writer.WriteStartObject("webIdFederationData");
            writer.WriteString("federatedProvider", FederatedProvider);
            writer.WriteStartObject("attributes");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteStartObject("attributes");
        writer.WriteString("creationDate", Day.Stamp(Created));
        writer.WriteString("mfaAuthenticated", Mfa ? "true" : "false");
        writer.WriteEndObject();
        writer.WriteOptional("sourceIdentity", SourceIdentity);
        writer.WriteOptional("ec2RoleDelivery", Ec2RoleDelivery);
        writer.WriteOptional("signInSessionArn", SignInSession);
        writer.WriteEndObject();
    }
}

/// <summary>A person of Identity Center: the id means something only within its identity store.</summary>
internal sealed record DirectoryPerson(string UserId, string StoreArn)
{
    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("onBehalfOf");
        writer.WriteString("userId", UserId);
        writer.WriteString("identityStoreArn", StoreArn);
        writer.WriteEndObject();
    }
}

/// <summary>How the JSON of a trail is written.</summary>
internal static class TrailJson
{
    /// <summary>No white space, and characters such as + as they are, as CloudTrail does.</summary>
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
