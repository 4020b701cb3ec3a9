using static AiInstrument.Generators.Adapters.Reading.ReaderRole;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>Cohere. It bills other counts than the model saw (<c>billed_units</c>): the billed ones are told, as prices hold for them.</summary>
internal static class CohereReader
{
    private const string Types = "Cohere.";

    private static readonly TypeReader s_chat = new(Response, Types + "ChatResponse")
    {
        Id = "Id",
        FinishReason = "FinishReason",
        ToolCalls = "Message.ToolCalls[]",
        Usage = [Billed("Usage.BilledUnits")],
    };

    private static readonly TypeReader s_chatV1 = new(Response, Types + "NonStreamedChatResponse")
    {
        Id = "ResponseId|GenerationId",
        FinishReason = "FinishReason",
        ToolCalls = "ToolCalls[]",
        Usage = [Billed("Meta.BilledUnits")],
    };

    private static readonly TypeReader s_embedding = new(Response, Types + "EmbedByTypeResponse")
    {
        Id = "Id",
        Dimensions = "Embeddings.Float[]",
        Usage = [new UsageReader("Meta.BilledUnits", "InputTokens")],
    };

    private static readonly TypeReader s_rerank = new(Response, Types + "RerankResponse")
    {
        Id = "Id",
        Usage = [new UsageReader("Meta.BilledUnits", "InputTokens")],
    };

    public static SdkReader Sdk { get; } = new(
        "Cohere",
        [
            new(Target, Types + "ICohereClient") { Endpoint = "BaseUri|HttpClient.BaseAddress" },
            Request("ChatRequest"), Request("Chatv2Request"), Request("EmbedRequest"), Request("Embedv2Request"), Request("RerankRequest"), Request("Rerankv2Request"),
            .. new[] { s_chat, s_chatV1, s_embedding, s_rerank }.SelectMany(r => new[] { r, r.WrappedIn(Types + "AutoSDKHttpResponse`1", "Body") }),
            new(Update, Types + "StreamedChatResponse")
            {
                Id = "StreamEnd.Response.ResponseId|StreamEnd.Response.GenerationId",
                FinishReason = "StreamEnd.FinishReason",
                Usage = [Billed("StreamEnd.Response.Meta.BilledUnits")],
            },
            new(Update, Types + "StreamedChatResponseV2")
            {
                Id = "MessageStart.Id",
                FinishReason = "MessageEnd.Delta.FinishReason",
                ToolCalls = "ToolCallStart",
                Usage = [Billed("MessageEnd.Delta.Usage.BilledUnits")],
            },
        ]);

    private static UsageReader Billed(string path) => new(path, "InputTokens", "OutputTokens");

    private static TypeReader Request(string type) => new(ReaderRole.Request, Types + type)
    {
        Model = "Model",
        MaxTokens = "MaxTokens",
        Temperature = "Temperature",
        TopP = "P",
    };
}
