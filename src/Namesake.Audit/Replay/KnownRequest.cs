using System.Collections.Immutable;
using System.Globalization;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Audit.Replay;

/// <summary>A recorded call as a request, with what the log tells of its condition keys: present, absent, or not known.</summary>
internal sealed class KnownRequest
{
    private readonly RecordedCall _call;
    private readonly bool _inheritsIdentity;

    private KnownRequest(RecordedCall call, RecordedCaller caller, Request request)
    {
        (_call, Caller, Request, Context) = (call, caller, request, RequestContext.Of(request));
        // A session hands its source identity on: whether the request named it, the log does not tell.
        _inheritsIdentity = request.SourceIdentity is { } identity && identity == call.Issued.Caller.SourceIdentity;
    }

    public RecordedCaller Caller { get; }

    public Request Request { get; }

    public RequestContext Context { get; }

    /// <summary>Whether session tags were passed; null where that is not known.</summary>
    public bool? IsTagged => _call.Issued.Call?.Tagged;

    /// <returns>Null where the log tells too little: the session name, or what kind of caller it was.</returns>
    public static KnownRequest? Of(RecordedCall call)
    {
        if (call.Issued.SessionName is not { } name || RecordedCaller.Of(call) is not { } caller) return null;
        return new KnownRequest(call, caller, new Request(call.Action, caller.Caller, name, call.Issued.SourceIdentity, KeysOf(call, caller)));
    }

    /// <summary>The same call with other names.</summary>
    public KnownRequest With(string? sessionName, string? sourceIdentity) => new(_call, Caller, Request with { SessionName = sessionName, SourceIdentity = sourceIdentity });

    /// <summary>Whether the log tells the value of a key, or that the request had none.</summary>
    public bool IsKnown(string key)
    {
        var name = key.ToLowerInvariant();
        return name switch
        {
            "sts:sourceidentity" => !_inheritsIdentity,
            "aws:principalarn" or "aws:username" when !Caller.IsNamed => name == "aws:username" && Caller.Caller.Kind != CallerKind.IamUser,
            _ => Context.TryGet(key, out _) || AbsentKeys.Includes(name, Caller.Caller.Kind, _call.Issued),
        };
    }

    private static ImmutableSortedDictionary<string, ContextValue> KeysOf(RecordedCall call, RecordedCaller caller)
    {
        var (issued, keys) = (call.Issued, Request.NoContext.ToBuilder());
        var time = DateTimeOffset.FromUnixTimeMilliseconds(issued.Time);
        Set("aws:CurrentTime", time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Set("aws:EpochTime", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        // STS has no endpoint without TLS: https://docs.aws.amazon.com/general/latest/gr/sts.html
        Set("aws:SecureTransport", "true");
        Set("aws:RequestedRegion", issued.Region);
        Set("aws:SourceIp", PublicAddress.Of(issued.SourceAddress));
        Set("aws:UserAgent", issued.Call?.UserAgent);
        Set("sts:ExternalId", issued.Call?.ExternalId);
        Set("aws:MultiFactorAuthPresent", issued.Call?.Mfa is { } mfa ? (mfa ? "true" : "false") : null);
        Set("aws:SourceIdentity", issued.Caller.SourceIdentity);
        Set("aws:ViaAWSService", issued.Caller.InvokedBy is null ? "false" : null);
        if (caller.Caller.Kind is CallerKind.IamUser or CallerKind.RoleSession) Set("aws:userid", issued.Caller.PrincipalId);
        // The session's own ARN does not show its role's path.
        if (caller.Caller.Kind == CallerKind.RoleSession) Set("aws:PrincipalArn", issued.Caller.SessionIssuerArn);
        if (caller.Caller.Kind == CallerKind.Saml) Set("saml:aud", issued.Call?.Audience);
        if (caller is { IsNamed: true, Caller.Kind: CallerKind.WebIdentity }) Set($"{RequestContext.ProviderHost(caller.Caller.Arn)}:aud", issued.Call?.Audience);
        return keys.ToImmutable();

        void Set(string key, string? value)
        {
            if (value is not null) keys[key] = ContextValue.Of(value);
        }
    }
}
