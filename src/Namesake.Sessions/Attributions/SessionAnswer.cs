namespace Namesake.Sessions.Attributions;

/// <summary>The answer for one credential.</summary>
/// <param name="First">Its first event of those asked about; its issuing event where nothing was done with it.</param>
/// <param name="Events">How many there are.</param>
/// <param name="Last">The time of the last one, in milliseconds since 1970.</param>
public sealed record SessionAnswer(Attribution First, int Events, long Last);
