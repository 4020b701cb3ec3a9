namespace AiInstrument.Collector.Alerts;

/// <summary>What a notification tells. The numbers are stored.</summary>
public enum AlertEvent
{
    /// <summary>A rule began to fire.</summary>
    Firing = 1,

    /// <summary>It still fires.</summary>
    Reminder = 2,

    /// <summary>It no longer fires.</summary>
    Resolved = 3,

    /// <summary>Somebody tries the channel.</summary>
    Test = 4,
}
