using System.Diagnostics.Metrics;

namespace AiInstrument.Capture;

/// <summary>Counts what goes wrong in telemetry itself: a fault must show somewhere, and never in the call.</summary>
internal static class TelemetryFaults
{
    public const string MeterName = "AiInstrument";
    public const string CounterName = "aiinstrument.telemetry.faults";

    private static readonly Meter s_meter = new(MeterName, LibraryVersion.Value);

    private static readonly Counter<long> s_faults = s_meter.CreateCounter<long>(
        CounterName, "{fault}", "Faults inside telemetry that were kept away from LLM calls, by error.type.");

    // The type only: an exception's message may quote prompts or keys.
    public static void Count(Exception exception)
        => s_faults.Add(1, new KeyValuePair<string, object?>(SpanKeys.ErrorType, exception.GetType().FullName));
}
