namespace AiInstrument.Collector.Normalization;

/// <summary>How an interaction ended. The numbers are stored.</summary>
internal enum InteractionStatus
{
    /// <summary>It succeeded.</summary>
    Ok = 0,

    /// <summary>It failed.</summary>
    Error = 1,

    /// <summary>The caller cancelled it or stopped reading the stream.</summary>
    Cancelled = 2,
}
