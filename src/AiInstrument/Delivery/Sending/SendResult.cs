namespace AiInstrument.Delivery.Sending;

/// <summary>A receiver's answer.</summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Reason">The status or the kind of failure, for the log: no text of the receiver, which may quote what was sent.</param>
/// <param name="RetryAfter">How long the receiver asks to wait, or null.</param>
/// <param name="RejectedSpans">Spans of an accepted request that the receiver will never take.</param>
internal sealed record SendResult(SendOutcome Outcome, string Reason, TimeSpan? RetryAfter = null, long RejectedSpans = 0);
