namespace AiInstrument.Collector.Storage;

/// <summary>The collector cannot start with the given data folder. The message is one sentence for the operator; hosts print it and exit with code 2.</summary>
public sealed class CollectorStartException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence that says what is wrong and where.</param>
    /// <param name="innerException">What went wrong.</param>
    public CollectorStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
