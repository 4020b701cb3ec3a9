namespace AiInstrument.Collector.Queries.Records;

/// <summary>Interactions that arrived.</summary>
/// <param name="Items">In the order of arrival.</param>
/// <param name="LastId">Where to go on: the id of the newest of them, or where this began when there are none; 0 when there was nothing at all.</param>
/// <param name="More">Whether more arrived than are here.</param>
public sealed record ArrivedRecords(IReadOnlyList<InteractionRow> Items, long LastId, bool More);
