namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>The endpoint is about whoever signed in, and refuses API keys.</summary>
internal sealed record ApiForPeople;
