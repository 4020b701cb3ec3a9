namespace AiInstrument.Capture;

/// <summary>Attribute keys of amounts that are not tokens: what providers bill, or pages show, beside them.</summary>
internal static class AmountKeys
{
    /// <summary>The one that the semantic conventions have.</summary>
    public const string EmbeddingDimensions = "gen_ai.embeddings.dimension.count";

    public const string EmbeddingInputs = "aiinstrument.embeddings.input.count";
    public const string ToolCalls = "aiinstrument.response.tool_call.count";
    public const string Images = "aiinstrument.image.count";
    public const string ImageSize = "aiinstrument.image.size";
    public const string AudioSeconds = "aiinstrument.audio.seconds";
    public const string Characters = "aiinstrument.characters";
}
