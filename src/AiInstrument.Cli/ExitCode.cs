namespace AiInstrument.Cli;

/// <summary>What the process returns. Documented in docs/tool.md.</summary>
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

    /// <summary>Code does not meet what was asked: findings that are not in the baseline, or too little coverage.</summary>
    public const int NotMet = 4;

    /// <summary>A part of the code base could not be read; the report names it, and has the rest.</summary>
    public const int Incomplete = 5;

    /// <summary>It was stopped (Ctrl-C).</summary>
    public const int Stopped = 130;
}
