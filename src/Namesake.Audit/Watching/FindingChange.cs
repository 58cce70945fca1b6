using System.Security.Cryptography;
using System.Text;
using Namesake.Audit.Rules;

namespace Namesake.Audit.Watching;

/// <summary>Which way a finding changed.</summary>
public enum ChangeKind
{
    New,
    Resolved,
}

/// <summary>A finding that is there and was not, or was there and is not any more.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Finding">The finding; of a resolved one, as it was found last.</param>
/// <param name="Since">When it was found first, in milliseconds since 1970.</param>
/// <param name="Time">When the change was seen.</param>
public sealed record FindingChange(ChangeKind Kind, Finding Finding, long Since, long Time)
{
    /// <summary>
    /// The same change, told twice, bears the same one; another occurrence of the finding bears another. 32 hexadecimal digits.
    /// </summary>
    public string Id =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Kind}\n{Since}\n{Finding.Id}"))).AsSpan(0, 16));
}
