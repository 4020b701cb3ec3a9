namespace AiInstrument.Collector.Queries;

/// <summary>Interactions that arrived.</summary>
/// <param name="Items">In the order of arrival.</param>
/// <param name="LastId">Where to go on: the newest id that was looked at, whoever's it is.</param>
/// <param name="More">Whether more arrived than are here.</param>
public sealed record ArrivedRecords(IReadOnlyList<InteractionRow> Items, long LastId, bool More);
