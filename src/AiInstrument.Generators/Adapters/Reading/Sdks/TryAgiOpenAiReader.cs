using static AiInstrument.Generators.Adapters.Reading.Sdks.OpenAiShape;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>tryAGI.OpenAI. A stream tells its usage where the request asks for it (<c>StreamOptions.IncludeUsage</c>).</summary>
internal static class TryAgiOpenAiReader
{
    private const string Types = "tryAGI.OpenAI.";

    public static SdkReader Sdk { get; } = new(
        "TryAgiOpenAi",
        new TypeReader(ReaderRole.Target, Types + "IChatClient") { Endpoint = "BaseUri|HttpClient.BaseAddress" },
        // A request is the union of two halves; the second has what the caller sets.
        new TypeReader(ReaderRole.Request, Types + "CreateChatCompletionRequest")
        {
            Model = "CreateChatCompletionRequestVariant2.Model|CreateChatCompletionRequestVariant2.Model.Value1|Value2.Model|Value2.Model.Value1|Model|Model.Value1",
            MaxTokens = "CreateChatCompletionRequestVariant2.MaxCompletionTokens|Value2.MaxCompletionTokens|MaxCompletionTokens|MaxTokens",
            Temperature = "CreateModelResponseProperties.Temperature|Value1.Temperature|Temperature",
            TopP = "CreateModelResponseProperties.TopP|Value1.TopP|TopP",
        },
        ChatResponse(Types + "CreateChatCompletionResponse"),
        ChatResponse(Types + "CreateChatCompletionResponse").WrappedIn(Types + "AutoSDKHttpResponse`1", "Body"),
        ChatUpdate(Types + "CreateChatCompletionStreamResponse"));
}
