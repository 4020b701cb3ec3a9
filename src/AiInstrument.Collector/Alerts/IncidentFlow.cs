using AiInstrument.Collector.Alerts.Measures;

namespace AiInstrument.Collector.Alerts;

/// <summary>
/// What becomes of an incident when its measure is read. It opens at the limit and closes only when the value has been a tenth below it for five minutes,
/// so that a value that plays about the limit makes one incident.
/// </summary>
internal static class IncidentFlow
{
    /// <summary>How long a measure must be clear.</summary>
    public static readonly TimeSpan ClearFor = TimeSpan.FromMinutes(5);

    private const double ClearBelow = 0.9;

    /// <summary>Whether a reading without an incident opens one.</summary>
    public static bool Opens(AlertReading reading) => reading.Value >= reading.Limit;

    /// <summary>What to do with an open incident.</summary>
    /// <param name="clearSince">Since when it is clear, or null.</param>
    /// <param name="notified">When it was last notified.</param>
    /// <param name="renotify">After how long to remind; null for never.</param>
    /// <param name="reading">What was measured; null where there is nothing to measure.</param>
    /// <param name="now">The moment.</param>
    public static IncidentStep Next(DateTimeOffset? clearSince, DateTimeOffset notified, TimeSpan? renotify, AlertReading? reading, DateTimeOffset now)
    {
        if (reading is null || reading.Value < reading.Limit * ClearBelow)
        {
            return now - (clearSince ?? now) < ClearFor
                ? new IncidentStep(clearSince ?? now, null, AlertResolution.None)
                : new IncidentStep(clearSince, AlertEvent.Resolved, reading is null ? AlertResolution.NotMeasured : AlertResolution.Recovered);
        }

        // Between the two it neither ends nor reminds.
        return new IncidentStep(null, Opens(reading) && now - notified >= renotify ? AlertEvent.Reminder : null, AlertResolution.None);
    }
}

/// <summary>The next state of an incident.</summary>
/// <param name="ClearSince">Since when it is clear.</param>
/// <param name="Notify">What to tell, or null.</param>
/// <param name="Resolution">Why it ended.</param>
internal readonly record struct IncidentStep(DateTimeOffset? ClearSince, AlertEvent? Notify, AlertResolution Resolution);
