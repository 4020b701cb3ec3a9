namespace AiInstrument.Budgets.Leasing;

/// <summary>A gate that can say cheaply that a call is none of its business: nothing is then allocated for it.</summary>
internal interface ISelectiveGate
{
    /// <summary>Whether the gate must be asked.</summary>
    bool Concerns(AiAttribution attribution, string? featureId, string? model);
}
