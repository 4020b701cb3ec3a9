namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Nothing can be scanned. The message says why in one sentence.</summary>
/// <param name="message">The sentence.</param>
/// <param name="inner">What happened, or null.</param>
internal sealed class ScanException(string message, Exception? inner = null) : Exception(message, inner);
