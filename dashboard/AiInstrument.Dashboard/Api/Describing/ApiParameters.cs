using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>The query parameters of an endpoint.</summary>
/// <param name="All">In the order in which they are read.</param>
internal sealed record ApiParameters(IReadOnlyList<QueryParameter> All);
