using Namesake.Policy.Model;

namespace Namesake.App.Reports;

/// <summary>A request in a line.</summary>
internal static class RequestWords
{
    public static string Of(Request request)
    {
        var caller = request.Caller.Kind is CallerKind.Saml or CallerKind.WebIdentity && request.Caller.UserName is { } subject
            ? $"{subject} of {request.Caller.Arn}" : request.Caller.Arn;
        var identity = request.SourceIdentity is { } source ? $", source identity \"{source}\"" : "";
        var context = request.Context.Count == 0 ? "" : $", with {string.Join(", ", request.Context.Select(c => $"{c.Key}={c.Value}"))}";
        return $"{caller} as \"{request.SessionName}\"{identity}{context}";
    }
}
