namespace AiInstrument.Collector.Billing;

/// <summary>What a closed month would say otherwise today, and no later statement has carried yet.</summary>
/// <param name="StatementId">The statement of the month.</param>
/// <param name="Kind">Why.</param>
/// <param name="Difference">Today's sums less what was billed.</param>
public sealed record Correction(long StatementId, CorrectionKind Kind, InvoiceLine Difference);
