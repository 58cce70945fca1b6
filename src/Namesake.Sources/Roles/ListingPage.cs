using Namesake.Policy.Model;

namespace Namesake.Sources.Roles;

/// <summary>One page of a listing of roles.</summary>
/// <param name="Account">The account whose roles it lists, as far as the page tells.</param>
/// <param name="GoesOn">Whether it says that another page follows.</param>
internal sealed record ListingPage(AccountId? Account, bool GoesOn)
{
    /// <summary>The accounts of which pages are missing: none of the pages at hand is the last.</summary>
    public static IEnumerable<AccountId?> Unfinished(IEnumerable<ListingPage> pages)
    {
        var all = pages.ToList();
        // A last page may be empty, and then tells no account: it can end one listing.
        var orphans = all.Count(p => p is { Account: null, GoesOn: false });
        foreach (var account in all.GroupBy(p => p.Account).Where(g => g.All(p => p.GoesOn)).OrderBy(g => g.Key?.ToString(), StringComparer.Ordinal))
            if (orphans-- <= 0)
                yield return account.Key;
    }
}
