namespace AiInstrument.Cli;

/// <summary>A command cannot do what was asked. The message is one sentence that says why, and what to do.</summary>
/// <param name="message">The sentence.</param>
/// <param name="inner">What happened, or null.</param>
internal sealed class RefusedException(string message, Exception? inner = null) : Exception(message, inner);
