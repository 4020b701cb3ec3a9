namespace AiInstrument.Registry;

/// <summary>
/// What generated code and the runtime agree on. Both come with the package AiInstrument; where a build brings them together from two versions, it fails
/// instead of measuring wrongly: the generator compares <see cref="Version"/> with its own number (AII0017), and generated code names its contract.
/// </summary>
/// <remarks>
/// At a change that generated code of before cannot live with: raise <see cref="Version"/> and the generator's number, add the new number's constant, and mark the old one
/// <c>[Obsolete("This project's generator is older than the runtime of AiInstrument: update the package AiInstrument in this project.", error: true)]</c>.
/// </remarks>
public static class AiContract
{
    /// <summary>The contract of this runtime.</summary>
    public const int Version = V1;

    /// <summary>Named by code that was generated for contract 1.</summary>
    public const int V1 = 1;
}
