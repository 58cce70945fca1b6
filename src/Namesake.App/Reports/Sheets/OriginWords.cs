using Namesake.Ledger.Asking;
using Namesake.Sessions.Attributions;

namespace Namesake.App.Reports.Sheets;

/// <summary>Words for what the ledger's rows hold.</summary>
internal static class OriginWords
{
    public static string? Who(Origin? origin) => origin?.Label;

    public static string NameOf(SessionKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The addresses for a person: those that are shown, and how many there are where that is more.</summary>
    public static string Text(AddressList addresses) =>
        addresses.Count > addresses.Shown.Length ? $"{string.Join(' ', addresses.Shown)} … ({addresses.Count:N0})" : string.Join(' ', addresses.Shown);
}
