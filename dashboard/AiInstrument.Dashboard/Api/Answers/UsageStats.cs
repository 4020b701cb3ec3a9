using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The answer of <c>GET /api/ai-usage/stats</c>. Days are UTC; <c>from</c> is null for all time.</summary>
internal sealed record UsageStats(
    string Period,
    DateOnly? From,
    DateOnly To,
    UsageMeasures Totals,
    IReadOnlyList<ModelUsage> ByModel,
    IReadOnlyList<FeatureUsage> ByFeature,
    IReadOnlyList<RouteUsage> ByRoute,
    IReadOnlyList<ProviderUsage> ByProvider,
    IReadOnlyList<CategoryUsage> ByCategory,
    IReadOnlyList<OrganizationUsage> ByOrganization,
    IReadOnlyList<DayUsage> ByDay,
    IReadOnlyList<ServiceLoss> Losses);
