namespace AiInstrument.EndToEnd.Tests;

/// <summary>A lease as the database has it. Amounts are in the budget's unit.</summary>
internal sealed record StoredLease(string Instance, long Granted, long Settled, long Recorded, bool IsOpen);
