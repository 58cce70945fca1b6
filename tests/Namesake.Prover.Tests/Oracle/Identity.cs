using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>What counts as one caller, written apart from the product: a text that is equal for one caller only.</summary>
internal static class Identity
{
    public static string Of(Caller caller) => caller.Kind switch
    {
        CallerKind.IamUser => $"user {caller.Account?.Digits} {caller.UserName?.ToLowerInvariant()}",
        CallerKind.RoleSession => $"session {caller.Arn}",
        CallerKind.Service => $"service {caller.Arn}",
        _ => $"subject {caller.Arn} {caller.UserName}",
    };
}
