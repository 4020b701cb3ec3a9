namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>Members that SDKs share whose types are shaped like Anthropic's JSON. The API counts input tokens without the cache.</summary>
internal static class AnthropicShape
{
    public static UsageReader Usage(string path) => new(path, "InputTokens", "OutputTokens")
    {
        Cached = "CacheReadInputTokens",
        CacheWrite = "CacheCreationInputTokens",
        CacheWrite5m = "CacheCreation.Ephemeral5mInputTokens",
        CacheWrite1h = "CacheCreation.Ephemeral1hInputTokens",
        Reasoning = "OutputTokensDetails.ThinkingTokens",
        CacheIsExtra = true,
    };

    /// <summary>The first event of a stream, which knows the input.</summary>
    public static UsageReader Start(string path) => Usage(path) with { IsPartial = true };

    /// <summary>The last event of a stream: it knows the output, and repeats the input or leaves it out.</summary>
    public static UsageReader End(string path) => Usage(path) with { KeepsKnown = true, ZeroIsUnknown = true };

    public static TypeReader Request(string type) => new(ReaderRole.Request, type)
    {
        Model = "Model",
        MaxTokens = "MaxTokens",
        Temperature = "Temperature",
        TopP = "TopP",
        ServiceTier = "ServiceTier",
    };
}
