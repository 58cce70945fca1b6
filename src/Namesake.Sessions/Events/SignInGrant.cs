namespace Namesake.Sessions.Events;

/// <summary>
/// A CreateOAuth2Token event of AWS Sign-In: by <c>aws login</c>, or by an agent. Whoever made it is behind every session
/// that carries the sign-in session it minted, which is not the one it was made under.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/signin/latest/userguide/oauth-sign-in-overview.html</remarks>
/// <param name="Id">The event.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="MintedSession">The ARN of the sign-in session that it minted.</param>
/// <param name="Resource">What the token is for; the AWS MCP server where an agent acts.</param>
/// <param name="FromConsole">Whether the grant was made in a console session.</param>
/// <param name="Caller">Who granted it.</param>
/// <param name="SourceAddress">From where.</param>
public sealed record SignInGrant(
    EventId Id, long Time, string MintedSession, string? Resource, bool FromConsole, UserIdentity Caller, string? SourceAddress)
{
    /// <summary>Whether an agent acts for the person, through the AWS MCP server.</summary>
    public bool IsAgent => Resource?.Contains("aws-mcp", StringComparison.OrdinalIgnoreCase) == true;
}
