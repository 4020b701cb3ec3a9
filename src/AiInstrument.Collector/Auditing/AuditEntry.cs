namespace AiInstrument.Collector.Auditing;

/// <summary>One change of the control plane.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who: an account's name, <c>key:7</c> or <c>cli</c>.</param>
/// <param name="Action">What was done: a subject's kind and a verb in the past tense, for example <c>budget.created</c>.</param>
/// <param name="Subject">What it was done to, as people know it.</param>
/// <param name="Details">A JSON object with what changed. Without secrets and without content.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string Details);
