using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;

namespace Namesake.Audit.Exemptions;

/// <summary>Roles that somebody declared to be left alone for a time.</summary>
/// <param name="Pattern">Their ARNs or names, with <c>*</c> and <c>?</c>: letters match without case, as IAM has role names once per account without regard to it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Expires">The last day on which it holds, in UTC.</param>
/// <param name="Place">Where it was declared.</param>
public sealed record Exemption(string Pattern, string Reason, string Owner, DateOnly Expires, SourcePlace Place)
{
    private readonly Glob _glob = Glob.Of(TextTemplate.Parse(Pattern, wildcards: true, variables: false).Parts, ignoreCase: true);

    /// <summary>Whether it speaks of the role, whatever the day.</summary>
    public bool Matches(Role role) => (role.Arn is { } arn && Matches(arn)) || (role.Name is { } name && _glob.Matches(name));

    /// <summary>Whether it speaks of the role of this ARN.</summary>
    public bool Matches(string arn) => _glob.Matches(arn) || _glob.Matches(arn.AsSpan(arn.LastIndexOf('/') + 1));

    public bool HasExpired(DateOnly today) => today > Expires;
}
