namespace AiInstrument.Collector.Ingestion;

/// <summary>What one process of an application says it has lost so far.</summary>
/// <param name="Service">The service; empty when the resource names none.</param>
/// <param name="Instance">The process.</param>
/// <param name="Lost">Spans that it dropped before they could be sent.</param>
/// <param name="Rejected">Spans that a receiver refused for good.</param>
/// <param name="SinceUnixMs">When it lost the first.</param>
internal sealed record ReportedLoss(string Service, string Instance, long Lost, long Rejected, long SinceUnixMs);
