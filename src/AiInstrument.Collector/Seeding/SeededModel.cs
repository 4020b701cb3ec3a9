namespace AiInstrument.Collector.Seeding;

/// <summary>A model that seeded calls go to.</summary>
/// <param name="Provider">Whose it is.</param>
/// <param name="Request">What is asked for.</param>
/// <param name="Response">What answers.</param>
/// <param name="Server">Where it is.</param>
internal sealed record SeededModel(string Provider, string Request, string Response, string Server);
