namespace AiInstrument.Collector.Alerts;

/// <summary>What became of a notification. The numbers are stored.</summary>
public enum DeliveryState
{
    /// <summary>It waits for its first or next attempt.</summary>
    Pending = 0,

    /// <summary>The channel has taken it.</summary>
    Delivered = 1,

    /// <summary>It was given up.</summary>
    Failed = 2,
}
