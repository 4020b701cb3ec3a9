namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>Members that SDKs share whose types are shaped like OpenAI's JSON.</summary>
internal static class OpenAiShape
{
    public static UsageReader Usage { get; } = new("Usage", "PromptTokens|InputTokens", "CompletionTokens|OutputTokens")
    {
        Cached = "PromptTokensDetails.CachedTokens|PromptTokenDetails.CachedTokens|InputTokensDetails.CachedTokens|InputTokenDetails.CachedTokens",
        Reasoning = "CompletionTokensDetails.ReasoningTokens|OutputTokensDetails.ReasoningTokens|OutputTokenDetails.ReasoningTokens",
        AudioInput = "PromptTokensDetails.AudioTokens|PromptTokenDetails.AudioTokens|InputTokensDetails.AudioTokens|InputTokenDetails.AudioTokens",
        AudioOutput = "CompletionTokensDetails.AudioTokens|OutputTokensDetails.AudioTokens",
        ImageInput = "PromptTokensDetails.ImageTokens|PromptTokenDetails.ImageTokens|InputTokensDetails.ImageTokens",
    };

    public static TypeReader ChatRequest(string type) => new(ReaderRole.Request, type)
    {
        Model = "Model",
        MaxTokens = "MaxCompletionTokens|MaxOutputTokens|MaxTokens",
        Temperature = "Temperature",
        TopP = "TopP",
        ServiceTier = "ServiceTier",
    };

    /// <summary>A request that says no more than its model.</summary>
    public static TypeReader Request(string type) => new(ReaderRole.Request, type) { Model = "Model" };

    public static TypeReader ChatResponse(string type) => new(ReaderRole.Response, type)
    {
        Model = "Model",
        Id = "Id",
        ServiceTier = "ServiceTier",
        FinishReason = "Choices[].FinishReason",
        ToolCalls = "Choices[].Message.ToolCalls[]",
        Usage = [Usage],
    };

    /// <summary>A tool call begins with the part that has its id.</summary>
    public static TypeReader ChatUpdate(string type) => ChatResponse(type) with
    {
        Role = ReaderRole.Update,
        ToolCalls = "Choices[].Delta.ToolCalls[].Id|Choices[].Message.ToolCalls[].Id",
    };

    public static TypeReader Embeddings(string type) => new(ReaderRole.Response, type)
    {
        Model = "Model",
        Dimensions = "Data[].Embedding|Data[].Embeddings",
        Usage = [Usage with { Output = null }],
    };
}
