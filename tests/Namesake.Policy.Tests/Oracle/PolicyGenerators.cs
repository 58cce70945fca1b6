using CsCheck;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>
/// Valid trust policies and requests over a small world, so that chance often makes them meet.
/// Left out on purpose, because the rules do not say how they are read: unknown operators, Null with a set prefix, empty lists of
/// policy values, two names that differ only in letter case, empty strings, malformed variables and the malformed wildcard ARN principals.
/// </summary>
internal static class PolicyGenerators
{
    /// <summary>A policy about the world at large.</summary>
    public static readonly Gen<string> Policy = StatementGenerators.Policy(World.Hints);

    /// <summary>A request of the world at large.</summary>
    public static readonly Gen<string> Request = RequestGenerators.Request.Select(request => request.ToJson());

    /// <summary>A request and a policy that mostly speaks of it: its caller, its action, its keys and their values.</summary>
    public static readonly Gen<(string Policy, string Request)> Pair = RequestGenerators.Request.SelectMany(request =>
        StatementGenerators.Policy(request.ToHints()).Select(policy => (policy, request.ToJson())));
}
