namespace AiInstrument.Collector.Queries.Records;

/// <summary>What was left out of a call, by its sender's SDK or by the collector's limits.</summary>
/// <param name="Attributes">Attributes of the span, its events, its links and its resource, and elements of arrays.</param>
/// <param name="Events">Events.</param>
/// <param name="Links">Links.</param>
/// <param name="CutValues">Texts and bytes that were cut.</param>
/// <param name="Messages">Events of the span and log records whose message texts are not stored.</param>
public sealed record RecordLeftOut(long Attributes, long Events, long Links, long CutValues, long Messages);
