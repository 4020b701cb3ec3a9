using AiInstrument.Registry;

namespace AiInstrument;

/// <summary>A declared feature. Instances are generated as <c>AiFeatures.*</c>.</summary>
/// <param name="Id">The id, for example <c>ticket.summarize</c>.</param>
/// <param name="Category">One of <see cref="AiCategory"/> or a custom category.</param>
/// <param name="Owner">Who answers for the feature, or null.</param>
/// <param name="Purpose">What the feature does, or null.</param>
public sealed record AiFeatureInfo(string Id, string Category = AiCategory.General, string? Owner = null, string? Purpose = null)
{
    /// <summary>The ids that the feature had before.</summary>
    public IReadOnlyList<string> FormerIds { get; init; } = [];

    /// <summary>What the feature may spend, as <see cref="AiBudgetAttribute"/> declares it.</summary>
    public IReadOnlyList<AiDeclaredBudget> Budgets { get; init; } = [];
}
