using System.Text.Json;
using Namesake.App.Watching.Channels;
using Namesake.App.Watching.Rounds;
using Namesake.App.Watching.State;

namespace Namesake.App.Watching.Health;

/// <summary>How a watch is doing, as <c>/healthz</c> tells it.</summary>
internal sealed class HealthReport(WatchStatus status, WatchStore store, IReadOnlyCollection<ChannelWorker> workers, TimeProvider clock)
{
    /// <summary>A round that is later than this has hung, or its schedule has.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>Whether all is well, and the report as JSON.</returns>
    public (bool IsWell, byte[] Json) Write()
    {
        var (last, waiting, now) = (status.Last, store.Waiting, clock.GetUtcNow());
        var isWell = last is { Fault: null } && !(now > last.Next + Patience) && status.LogFault is null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteString("status", isWell ? "ok" : last is null ? "starting" : "failing");
            Write(json, last);
            Write(json, now);
            json.WriteNumber("openFindings", waiting.Open);
            Write(json, waiting, now);
            json.WriteEndObject();
        }
        return (isWell, stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, RoundStatus? last)
    {
        if (last is null)
        {
            json.WriteNull("lastRound");
            return;
        }
        json.WriteStartObject("lastRound");
        json.WriteString("time", last.Time);
        json.WriteNumber("seconds", Math.Round(last.Took.TotalSeconds, 3));
        json.WriteNumber("roles", last.Roles);
        json.WriteBoolean("whole", last.IsWhole);
        json.WriteString("fault", last.Fault);
        if (last.Next is { } next) json.WriteString("next", next);
        else json.WriteNull("next");
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteStartObject("logs");
        if (status.Newest is { } newest)
        {
            json.WriteString("newestEvent", DateTimeOffset.FromUnixTimeMilliseconds(newest));
            json.WriteNumber("lagSeconds", Math.Round((now - DateTimeOffset.FromUnixTimeMilliseconds(newest)).TotalSeconds));
        }
        else
        {
            json.WriteNull("newestEvent");
            json.WriteNull("lagSeconds");
        }
        json.WriteString("fault", status.LogFault);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Waiting waiting, DateTimeOffset now)
    {
        json.WriteStartObject("outbox");
        json.WriteNumber("alerts", waiting.Alerts);
        if (waiting.Oldest is { } oldest) json.WriteNumber("oldestSeconds", Math.Round((now - DateTimeOffset.FromUnixTimeMilliseconds(oldest)).TotalSeconds));
        else json.WriteNull("oldestSeconds");
        json.WriteStartArray("channels");
        foreach (var worker in workers)
        {
            json.WriteStartObject();
            json.WriteString("name", worker.Name);
            json.WriteNumber("waiting", waiting.Channels[worker.Name]);
            json.WriteString("fault", worker.Fault);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
