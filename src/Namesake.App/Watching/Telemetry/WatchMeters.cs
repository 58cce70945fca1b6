using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Namesake.App.Watching.Telemetry;

/// <summary>What a watch measures. Nobody listens unless an exporter is configured, and then it costs nothing.</summary>
internal static class WatchMeters
{
    public const string Name = "Namesake.Watch";

    /// <summary>Spans: <c>round</c>, <c>import</c>, <c>deliver</c>.</summary>
    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    /// <summary>Rounds, by <c>namesake.of</c> (roles, sessions) and <c>namesake.outcome</c> (done, failed).</summary>
    public static readonly Counter<long> Rounds = Meter.CreateCounter<long>("namesake.watch.rounds", "{round}", "Rounds that were made");

    /// <summary>How long those over everything took.</summary>
    public static readonly Histogram<double> RoundTime = Meter.CreateHistogram<double>("namesake.watch.round.duration", "s", "How long an audit took");

    /// <summary>Changes of findings, by <c>namesake.change</c>: new, resolved.</summary>
    public static readonly Counter<long> Changes = Meter.CreateCounter<long>("namesake.watch.changes", "{finding}", "Findings that are new or resolved");

    /// <summary>Deliveries, by <c>namesake.channel</c> and <c>namesake.fate</c>: taken, failed, refused.</summary>
    public static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("namesake.watch.deliveries", "{delivery}", "Deliveries to channels, retries not counted");

    /// <summary>Events that were imported.</summary>
    public static readonly Counter<long> Events = Meter.CreateCounter<long>("namesake.watch.events", "{event}", "New events in the ledger");

    /// <summary>Measures what is there at the moment.</summary>
    /// <param name="outbox">How many alerts wait.</param>
    /// <param name="open">How many findings are open.</param>
    /// <param name="lag">How old the newest event is, in seconds; null where there is none.</param>
    public static void Observe(Func<int> outbox, Func<int> open, Func<double?> lag)
    {
        Meter.CreateObservableGauge("namesake.watch.outbox", outbox, "{alert}", "Alerts that not every channel has taken");
        Meter.CreateObservableGauge("namesake.watch.open", open, "{finding}", "Findings that are open");
        Meter.CreateObservableGauge("namesake.watch.lag", () => lag() is { } seconds ? new[] { new Measurement<double>(seconds) } : [], "s", "How old the newest event of the ledger is");
    }
}
