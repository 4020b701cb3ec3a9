namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>A build known to the collector.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="BuildId">The build.</param>
/// <param name="FirstSeen">When its registry first arrived, UTC.</param>
/// <param name="Complete">Whether every chunk of the registry arrived.</param>
public sealed record CoverageBuild(string Service, string Assembly, string BuildId, DateTimeOffset FirstSeen, bool Complete);
