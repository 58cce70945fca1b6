using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.Sources.Aws.Accounts;

namespace Namesake.App.Watching.Settings;

/// <summary>What a watch is to do.</summary>
/// <param name="Roles">Where roles are read, as <c>audit</c> takes it.</param>
/// <param name="Live">The living accounts whose roles are read in place of those; null for none.</param>
/// <param name="Premises">What holds beside their trust policies.</param>
/// <param name="Rules">Rules of the user's own, and exemptions.</param>
/// <param name="Logs">Where logs come from; null where nothing is imported.</param>
/// <param name="Ledger">The ledger's folder; null for the usual one.</param>
/// <param name="Schedule">When all is audited.</param>
/// <param name="Channels">Where alerts go.</param>
internal sealed record WatchSettings(
    ImmutableArray<string> Roles, LiveQuestion? Live, GivenPremises Premises, GivenRules Rules, WatchedLogs? Logs, string? Ledger, Schedule Schedule, ImmutableArray<ChannelSettings> Channels);

/// <summary>Logs that are imported as they arrive.</summary>
/// <param name="Inputs">Folders and prefixes that are looked into every so often; none where there is a queue.</param>
/// <param name="Every">How often.</param>
/// <param name="Queue">The URL of a queue that tells of them; null where there is none.</param>
/// <param name="Buckets">The buckets that the queue may name; none for any.</param>
/// <param name="KeepRaw">Whether events are kept as their logs have them too.</param>
internal sealed record WatchedLogs(ImmutableArray<string> Inputs, TimeSpan Every, string? Queue, ImmutableHashSet<string> Buckets, bool KeepRaw);
