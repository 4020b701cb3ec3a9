namespace AiInstrument.RoslynTesting;

/// <summary>A test source does not compile, or a diagnostic or a fix is not what the test expects.</summary>
public sealed class RoslynTestException(string message) : Exception(message);
