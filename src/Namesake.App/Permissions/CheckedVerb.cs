using System.Collections.Immutable;
using Namesake.Sources.Aws.Permissions;

namespace Namesake.App.Permissions;

/// <summary>A verb's needs with what is known of each.</summary>
internal sealed record CheckedVerb(string Name, ImmutableArray<(Need Need, PermissionAnswer Answer)> Needs)
{
    public static ImmutableArray<CheckedVerb> Of(IEnumerable<VerbNeeds> verbs, PermissionReport report)
    {
        var answers = report.Answers.ToDictionary(a => a.Action, StringComparer.Ordinal);
        return [.. verbs.Select(v => new CheckedVerb(v.Name, [.. v.Needs.Select(n => (n, answers[n.Action]))]))];
    }

    public bool Has(PermissionState state) => Needs.Any(n => n.Answer.State == state);
}
