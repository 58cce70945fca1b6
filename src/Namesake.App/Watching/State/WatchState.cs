using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Namesake.Audit.Watching;

namespace Namesake.App.Watching.State;

/// <summary>What a watch remembers, as <c>watch.json</c> has it.</summary>
/// <param name="Schema">The version of its shape.</param>
/// <param name="Generation">How often it was replaced; the journal that goes with it bears this number.</param>
/// <param name="Next">The number of the next alert.</param>
/// <param name="Open">The open findings.</param>
/// <param name="Outbox">Alerts that not every channel has taken, in the order of their numbers.</param>
internal sealed record WatchState(int Schema, long Generation, long Next, ImmutableArray<OpenFinding> Open, ImmutableArray<Alert> Outbox)
{
    public const int CurrentSchema = 1;

    public static readonly WatchState Empty = new(CurrentSchema, 0, 1, [], []);
}

/// <summary>A change of a finding on its way.</summary>
/// <param name="Number">Its place in the order of all alerts of this ledger.</param>
/// <param name="Change">What it tells; its id is the same however often it is sent.</param>
/// <param name="Pending">The channels that have not taken it.</param>
internal sealed record Alert(long Number, FindingChange Change, ImmutableArray<string> Pending);

/// <summary>It as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(WatchState))]
internal sealed partial class WatchStateJson : JsonSerializerContext;
