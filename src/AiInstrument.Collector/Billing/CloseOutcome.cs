namespace AiInstrument.Collector.Billing;

/// <summary>What became of closing a month.</summary>
public enum CloseOutcome
{
    /// <summary>It is closed.</summary>
    Closed,

    /// <summary>The month is not over.</summary>
    NotOver,

    /// <summary>It was closed before.</summary>
    AlreadyClosed,

    /// <summary>No call and no statement names the organization.</summary>
    UnknownOrganization,
}
