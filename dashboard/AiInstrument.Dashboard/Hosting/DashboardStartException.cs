namespace AiInstrument.Dashboard.Hosting;

/// <summary>The server cannot start. The message is one sentence for the person who starts it.</summary>
public sealed class DashboardStartException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence that says what to change.</param>
    /// <param name="innerException">What went wrong.</param>
    public DashboardStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
