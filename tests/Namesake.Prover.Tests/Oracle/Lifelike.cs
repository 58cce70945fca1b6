using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>Whether a request could happen in AWS: the evaluator believes whatever context it is given, so an answer must not make one up.</summary>
internal static class Lifelike
{
    public static string? Fault(Request request)
    {
        var caller = request.Caller;
        foreach (var (key, value) in request.Context)
            if (KeyFault(key, value, caller) is { } fault) return fault;
        return caller.Kind switch
        {
            CallerKind.IamUser when !IsName(caller.UserName, 1) => $"no user is called \"{caller.UserName}\"",
            CallerKind.IamUser when !caller.Arn.EndsWith($"/{caller.UserName}", StringComparison.Ordinal) => "the user's ARN has another name",
            CallerKind.IamUser or CallerKind.RoleSession when !caller.Arn.StartsWith("arn:aws", StringComparison.Ordinal) => $"{caller.Arn} is in no partition",
            CallerKind.RoleSession when !IsName(caller.OwnSessionName, 2) => $"no session is called \"{caller.OwnSessionName}\"",
            CallerKind.Saml when caller.UserName != request.SessionName => "a SAML session has the name of its assertion",
            CallerKind.WebIdentity when string.IsNullOrEmpty(caller.UserName) => "a web identity has a subject",
            _ => null,
        };
    }

    private static string? KeyFault(string key, ContextValue value, Caller caller)
    {
        if (key.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase))
            return caller.Kind == CallerKind.RoleSession && Arn.TryParse(value.Values[0], out var arn) && Arn.TryParse(caller.Arn, out var session)
                && arn.Account == session.Account && session.ResourceId.StartsWith($"{arn.Name}/", StringComparison.Ordinal) ? null : $"{value} is not the caller's ARN";
        if (key.Equals("aws:userid", StringComparison.OrdinalIgnoreCase)) return null;
        return KeyPresence.IsPossible(key, caller) ? null : $"{key} cannot be in a request of {caller}";
    }

    private static bool IsName(string? text, int shortest) =>
        text is not null && text.Length >= shortest && text.Length <= 64 && text.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) < 0;
}
