namespace AiInstrument.Cli.Scanning;

/// <summary>Told how far a scan is. Safe to call from any thread.</summary>
internal interface IScanProgress
{
    /// <summary>A stage begins.</summary>
    /// <param name="stage">What is done.</param>
    /// <param name="steps">How many steps it has.</param>
    void Begin(string stage, int steps);

    /// <summary>A step of the stage is done.</summary>
    void Step();
}
