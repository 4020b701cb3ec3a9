namespace AiInstrument.Collector.Billing;

/// <summary>A closed month with its lines. It never changes.</summary>
/// <param name="Summary">What it says in one line.</param>
/// <param name="Lines">Its lines by day. Those of days before its month are corrections of earlier statements.</param>
/// <param name="LinesSha256">The SHA-256 of organization, month and lines, as it was stored.</param>
/// <param name="Intact">Whether the lines still have that hash.</param>
/// <param name="Prices">The price versions that its lines were priced with, by id.</param>
public sealed record Statement(StatementSummary Summary, IReadOnlyList<InvoiceLine> Lines, string LinesSha256, bool Intact, IReadOnlyList<KeyValuePair<int, string>> Prices);
