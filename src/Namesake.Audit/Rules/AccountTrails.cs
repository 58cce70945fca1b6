using System.Collections.Immutable;
using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Rules;

/// <summary>The trails that record the events of one account, an organization's among them.</summary>
/// <param name="Account">The account, twelve digits.</param>
/// <param name="Trails">Its trails; none where it has none.</param>
public sealed record AccountTrails(string Account, ImmutableArray<TrailSettings> Trails)
{
    /// <summary>Those that record now, or of which nobody could ask whether they do.</summary>
    public IEnumerable<TrailSettings> Recording => Trails.Where(t => t.IsLogging != false);
}
