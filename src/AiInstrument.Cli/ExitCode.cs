namespace AiInstrument.Cli;

/// <summary>What the process returns. Documented in docs/prices.md.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done: the standard error says why in one sentence.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong; nothing was done.</summary>
    public const int WrongArguments = 2;

    /// <summary>It was not confirmed; nothing was written.</summary>
    public const int NotConfirmed = 3;
}
