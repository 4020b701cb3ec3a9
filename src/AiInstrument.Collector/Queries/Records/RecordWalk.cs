namespace AiInstrument.Collector.Queries.Records;

/// <summary>A walk through all records of a list, whatever their number, in the memory of one step.</summary>
/// <param name="Total">How many there were at its start; null when only the walk tells.</param>
/// <param name="InOrder">Whether they come in the order of the list. A list that is too long to be sorted comes newest first.</param>
/// <param name="Steps">The records, some at a time; a step may have none. Each is read from a state of the database of its own, so that a long walk holds back nothing.</param>
public sealed record RecordWalk(long? Total, bool InOrder, IAsyncEnumerable<IReadOnlyList<InteractionRow>> Steps);
