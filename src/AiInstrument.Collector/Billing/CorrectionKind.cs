namespace AiInstrument.Collector.Billing;

/// <summary>Why a closed month is another today.</summary>
public enum CorrectionKind
{
    /// <summary>Calls or tokens changed: spans arrived late, or told more of a call.</summary>
    Usage,

    /// <summary>The same usage has another price.</summary>
    Price,
}
