
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Collector.Content;

/// <summary>What a search in content found.</summary>
/// <param name="Items">The records, newest first.</param>
/// <param name="Records">How many records it looked at.</param>
/// <param name="Contents">How many of them had content that could be read.</param>
/// <param name="Older">Where it stopped looking; null when it looked at everything.</param>
public sealed record ContentFindings(IReadOnlyList<ContentFinding> Items, int Records, int Contents, DateTimeOffset? Older);

/// <summary>A record whose content has the words.</summary>
/// <param name="Record">The record.</param>
/// <param name="IsAnswer">Whether the model said the first of them.</param>
/// <param name="Before">Some of the text before it.</param>
/// <param name="Match">The word as it stands there.</param>
/// <param name="Behind">Some of the text behind it.</param>
public sealed record ContentFinding(InteractionRow Record, bool IsAnswer, string Before, string Match, string Behind);
