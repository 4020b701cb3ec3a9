namespace AiInstrument;

/// <summary>
/// Says beside <see cref="AiFeatureAttribute"/> how much the feature may spend. It is a part of the registry, from which the collector knows it.
/// </summary>
/// <example><code>[AiFeature("ticket.summarize"), AiBudget(Monthly = 50)]</code></example>
/// <remarks>Amounts are US dollars above zero. A second attribute may say another limit: a soft one below a hard one.</remarks>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property,
    AllowMultiple = true,
    Inherited = false)]
public sealed class AiBudgetAttribute : Attribute
{
    /// <summary>US dollars in a day.</summary>
    public double Daily { get; set; }

    /// <summary>US dollars in a week, from Monday on.</summary>
    public double Weekly { get; set; }

    /// <summary>US dollars in a calendar month.</summary>
    public double Monthly { get; set; }

    /// <summary>US dollars in all.</summary>
    public double Total { get; set; }

    /// <summary>Whether somebody may confirm a call beyond it (<see cref="AiScope.BudgetOverride"/>). Otherwise nothing passes. Default: false.</summary>
    public bool Soft { get; set; }
}
