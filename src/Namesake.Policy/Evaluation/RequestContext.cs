using Namesake.Policy.Conditions;
using Namesake.Policy.Model;

namespace Namesake.Policy.Evaluation;

/// <summary>The condition keys of one request: those that follow from its caller and parameters, and those given with it.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
public sealed class RequestContext
{
    private readonly Dictionary<string, ContextValue> _keys = new(StringComparer.OrdinalIgnoreCase);

    private RequestContext(Request request) => Request = request;

    public Request Request { get; }

    /// <summary>The <c>aws:PrincipalArn</c> of the caller, by which role principals are told.</summary>
    public string? PrincipalArn => TryGet("aws:PrincipalArn", out var value) ? value.Values[0] : null;

    public static RequestContext Of(Request request)
    {
        var context = new RequestContext(request);
        context.AddCaller(request.Caller);
        context.Set("sts:RoleSessionName", request.SessionName);
        context.Set("sts:SourceIdentity", request.SourceIdentity);
        foreach (var (key, value) in request.Context) context._keys[key] = value;
        return context;
    }

    /// <summary>The value of a key; false also for a list without values, which IAM treats as absent.</summary>
    public bool TryGet(string key, out ContextValue value) => _keys.TryGetValue(key, out value) && value.Values.Length > 0;

    /// <summary>What a variable stands for: only single-valued keys have a value for it.</summary>
    public string? VariableValue(VariablePart variable) =>
        TryGet(variable.Key, out var value) && !value.IsList ? value.Values[0] : variable.Default;

    private void AddCaller(Caller caller)
    {
        switch (caller.Kind)
        {
            case CallerKind.Service:
                Set("aws:PrincipalIsAWSService", "true");
                Set("aws:PrincipalServiceName", caller.Arn);
                break;
            case CallerKind.Saml:
                Set("aws:FederatedProvider", caller.Arn);
                Set("saml:sub", caller.UserName);
                break;
            case CallerKind.WebIdentity:
                Set("aws:FederatedProvider", caller.Arn);
                Set($"{ProviderHost(caller.Arn)}:sub", caller.UserName);
                break;
            case CallerKind.Anonymous:
                break;
            default:
                Set("aws:PrincipalArn", caller.PrincipalArn);
                Set("aws:PrincipalAccount", caller.Account?.Digits);
                Set("aws:PrincipalType", PrincipalType(caller.Kind));
                Set("aws:PrincipalIsAWSService", "false");
                if (caller.Kind == CallerKind.IamUser) Set("aws:username", caller.UserName);
                break;
        }
    }

    /// <summary>The prefix of a web identity provider's keys: its host, with path, without the ARN around it.</summary>
    public static string ProviderHost(string provider) =>
        Arn.TryParse(provider, out var arn) ? arn.ResourceId : provider;

    private static string PrincipalType(CallerKind kind) => kind switch
    {
        CallerKind.IamUser => "User",
        CallerKind.RoleSession => "AssumedRole",
        CallerKind.FederatedUser => "FederatedUser",
        _ => "Account",
    };

    private void Set(string key, string? value)
    {
        if (value is not null) _keys[key] = ContextValue.Of(value);
    }
}
