namespace AiInstrument;

/// <summary>What happens to calls while the state of a budget is not known: the collector has not answered yet, or not for too long.</summary>
public enum AiBudgetFallback
{
    /// <summary>They pass.</summary>
    FailOpen,

    /// <summary>They are denied.</summary>
    FailClosed,
}
