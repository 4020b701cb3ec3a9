namespace AiInstrument.Delivery;

/// <summary>How deliveries are cut.</summary>
/// <param name="Address">Where to, for the log.</param>
/// <param name="Linger">How long the first record of a batch waits for more.</param>
/// <param name="BatchCount">Records in a request.</param>
/// <param name="BatchBytes">Bytes in a request, unless a single record is larger.</param>
internal sealed record DelivererOptions(Uri Address, TimeSpan Linger, int BatchCount = 512, int BatchBytes = 1024 * 1024);
