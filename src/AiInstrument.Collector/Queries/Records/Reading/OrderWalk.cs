namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>Walks through records in an order.</summary>
/// <param name="from">The place behind which the walk begins; null at the beginning.</param>
/// <param name="skip">How many are left out first.</param>
/// <param name="most">How many are wanted.</param>
/// <param name="descending">Whether the largest come first.</param>
/// <returns>The next records, and where the walk stopped when it has looked at too many.</returns>
internal delegate Task<(List<OrderKey> Keys, OrderKey? Stopped)> OrderWalk(OrderKey? from, long skip, int most, bool descending);
