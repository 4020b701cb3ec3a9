namespace AiInstrument.Collector.Content;

/// <summary>A purge that was ordered.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Everything">Records and totals too.</param>
/// <param name="At">When it was ordered, UTC.</param>
/// <param name="Actor">Who ordered it.</param>
/// <param name="Done">How far it is, 0 to 1.</param>
/// <param name="Finished">When it was done, UTC; null while it goes on.</param>
/// <param name="Report">What it removed so far; all there is when it is finished.</param>
public sealed record PurgeRun(string Organization, bool Everything, DateTimeOffset At, string Actor, double Done, DateTimeOffset? Finished, PurgeReport Report);
