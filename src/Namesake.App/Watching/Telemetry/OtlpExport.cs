using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Namesake.App.Watching.Telemetry;

/// <summary>Metrics and traces to a collector, by OTLP, where one is configured.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/protocol/exporter/: the variables OTEL_EXPORTER_OTLP_…, OTEL_SERVICE_NAME, OTEL_METRIC_EXPORT_INTERVAL.</remarks>
internal sealed class OtlpExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly MeterProvider _meters;
    private readonly TracerProvider _traces;

    private OtlpExport()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("namesake").AddEnvironmentVariableDetector();
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(WatchMeters.Name).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(WatchMeters.Name).AddOtlpExporter().Build();
    }

    /// <returns>Null where OTEL_EXPORTER_OTLP_ENDPOINT is not set: nothing of it is even loaded.</returns>
    public static IDisposable? Start() => Environment.GetEnvironmentVariable(Endpoint) is { Length: > 0 } ? Begin() : null;

    public void Dispose()
    {
        _traces.Dispose();
        _meters.Dispose();
    }

    private static OtlpExport Begin() => new();
}
