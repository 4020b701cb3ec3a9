using System.Diagnostics.Metrics;

namespace AiInstrument.Tests.Capture;

/// <summary>Listens to the meter that counts faults of telemetry.</summary>
internal sealed class FaultCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<string?> _types = [];

    public FaultCount()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "AiInstrument" && instrument.Name == "aiinstrument.telemetry.faults")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_types)
            {
                _types.AddRange(Enumerable.Repeat(tags[0].Value as string, (int)count));
            }
        });
        _listener.Start();
    }

    /// <summary>The <c>error.type</c> of each fault so far.</summary>
    public IReadOnlyList<string?> Types
    {
        get
        {
            lock (_types)
            {
                return [.. _types];
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
