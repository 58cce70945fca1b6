using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Namesake.Sources.Aws.Services;

/// <summary>
/// Credentials of a role's session, renewed before they expire. The SDK's own kind asks an endpoint and a Region of its
/// own choosing, and has no end.
/// </summary>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    /// <summary>The name of every session of this program.</summary>
    public const string SessionName = "namesake";

    private static readonly TimeSpan BeforeTheEnd = TimeSpan.FromMinutes(5);

    private readonly Func<AmazonSecurityTokenServiceClient> _sts;
    private readonly string _roleArn;

    public RoleCredentials(Func<AmazonSecurityTokenServiceClient> sts, string roleArn)
    {
        (_sts, _roleArn) = (sts, roleArn);
        PreemptExpiryTime = BeforeTheEnd;
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = _sts();
        try
        {
            var answer = await AwsCall.Run(c => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = _roleArn, RoleSessionName = SessionName }, c), default);
            return new CredentialsRefreshState(answer.Credentials.GetCredentials(), answer.Credentials.Expiration ?? throw new AmazonClientException("the credentials have no end"));
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            var fault = AwsFault.Of(e, $"sts:AssumeRole on {_roleArn} (or the role does not trust the caller)");
            // Nothing else can be tried in its account.
            throw new RoleNotAssumedException(fault.Code == AwsFault.Denied ? fault with { Code = "role-not-assumed" } : fault, e);
        }
    }
}

/// <summary>Passes the fault through the SDK's pipeline, where it would be taken for one of the call that needs the role.</summary>
internal sealed class RoleNotAssumedException(AwsFault fault, Exception inner) : AmazonClientException(fault.Message, inner)
{
    public AwsFault Fault { get; } = fault;
}
