using static AiInstrument.Generators.Adapters.AdapterFiles;

namespace AiInstrument.Generators.Adapters;

/// <summary>The adapters for the SDKs of clouds: Azure, Amazon and Google; and for what OpenAI's has beside chat.</summary>
internal static class CloudAdapterFiles
{
    /// <summary>What the response of an observed stream is made with.</summary>
    private static readonly string[] s_azureStreams =
    [
        "Azure.Response: Status, ReasonPhrase, ContentStream, ClientRequestId, Headers, Dispose",
        "Azure.Core.ResponseHeaders: TryGetValue, TryGetValues, Contains",
    ];

    /// <summary>Converse's own, and what ConverseStream reads its usage with.</summary>
    private static readonly string[] s_converse =
    [
        "Amazon.BedrockRuntime.IAmazonBedrockRuntime: Config",
        "Amazon.Runtime.IClientConfig: ServiceURL, RegionEndpoint",
        "Amazon.RegionEndpoint: SystemName, PartitionDnsSuffix",
        "Amazon.BedrockRuntime.Model.ConverseRequest: ModelId, InferenceConfig",
        "Amazon.BedrockRuntime.Model.ConverseStreamRequest: ModelId, InferenceConfig",
        "Amazon.BedrockRuntime.Model.InferenceConfiguration: MaxTokens, Temperature, TopP",
        "Amazon.BedrockRuntime.Model.ConverseResponse: ResponseMetadata, StopReason, Usage, Output",
        "Amazon.Runtime.ResponseMetadata: RequestId",
        "Amazon.BedrockRuntime.Model.ConverseOutput: Message",
        "Amazon.BedrockRuntime.Model.Message: Content",
        "Amazon.BedrockRuntime.Model.ContentBlock: ToolUse",
        "Amazon.BedrockRuntime.Model.TokenUsage: InputTokens, OutputTokens, TotalTokens",
    ];

    public static AdapterFile[] All { get; } = [.. OpenAi(), .. Azure(), .. Amazon(), .. Google()];

    private static AdapterFile[] OpenAi() =>
    [
        new("OpenAi.Assistants.Adapter.cs", ["OpenAI.Assistants.AssistantClient", "OpenAI.Assistants.RunUpdate", "OpenAI.Assistants.RunTokenUsage", "OpenAI.Assistants.RunCreationOptions"]),
        new("OpenAi.Endpoints.Adapter.cs", ["OpenAI.OpenAIClient", "System.ClientModel.ClientResult"],
            When("OPENAI_ASSISTANTS", "OpenAI.Assistants.AssistantClient", "Endpoint"),
            When("OPENAI_BATCH", "OpenAI.Batch.BatchClient", "Endpoint"),
            When("OPENAI_VIDEOS", "OpenAI.Videos.VideoClient", "Endpoint"),
            When("OPENAI_DECISIONS", "OpenAI.Decisions.DecisionsClient", "Endpoint"),
            When("OPENAI_REALTIME", "OpenAI.Realtime.RealtimeClient", "Endpoint")),
        new("OpenAi.Responses.Older.Adapter.cs", ["OpenAI.Responses.OpenAIResponseClient", "System.ClientModel.ClientResult"],
            When("OPENAI_CLIENT_ENDPOINT", "OpenAI.Responses.OpenAIResponseClient", "Endpoint"),
            When("OPENAI_CLIENT_MODEL", "OpenAI.Responses.OpenAIResponseClient", "Model"))
        {
            Needs =
            [
                "OpenAI.Responses.ResponseCreationOptions: MaxOutputTokenCount, Temperature, TopP",
                "OpenAI.Responses.OpenAIResponse: Id, Model, Status, IncompleteStatusDetails, Usage",
                "OpenAI.Responses.ResponseIncompleteStatusDetails: Reason",
                "OpenAI.Responses.ResponseStatus: Completed, Incomplete, Failed",
                "OpenAI.Responses.ResponseTokenUsage: InputTokenCount, OutputTokenCount, InputTokenDetails, OutputTokenDetails",
                "OpenAI.Responses.ResponseInputTokenUsageDetails: CachedTokenCount",
                "OpenAI.Responses.ResponseOutputTokenUsageDetails: ReasoningTokenCount",
                "OpenAI.Responses.StreamingResponseCompletedUpdate: Response",
                "OpenAI.Responses.StreamingResponseIncompleteUpdate: Response",
                "OpenAI.Responses.StreamingResponseFailedUpdate: Response",
            ],
        },
    ];

    private static AdapterFile[] Azure() =>
    [
        new("AzureCore.Adapter.cs", ["Azure.Core.HttpHeader"])
        {
            Needs = s_azureStreams,
        },
        new("AzureInference.Chat.Adapter.cs", ["Azure.AI.Inference.ChatCompletionsClient"],
            When("AZURE_INFERENCE_STREAM_USAGE", "Azure.AI.Inference.StreamingChatCompletionsUpdate", "Usage"))
        {
            Needs =
            [
                "Azure.Response`1: Value",
                .. s_azureStreams,
                "Azure.AI.Inference.StreamingResponse`1: CreateFromResponse, EnumerateValues, GetRawResponse",
                "Azure.AI.Inference.ChatCompletionsOptions: Model, MaxTokens, Temperature, NucleusSamplingFactor",
                "Azure.AI.Inference.ChatCompletions: Id, Model, FinishReason, ToolCalls, Usage",
                "Azure.AI.Inference.StreamingChatCompletionsUpdate: Id, Model, FinishReason",
                "Azure.AI.Inference.CompletionsUsage: PromptTokens, CompletionTokens",
            ],
        },
        new("AzureInference.Embeddings.Adapter.cs", ["Azure.AI.Inference.EmbeddingsClient"])
        {
            Needs =
            [
                "Azure.Response`1: Value",
                "Azure.AI.Inference.EmbeddingsOptions: Model, Dimensions",
                "Azure.AI.Inference.ImageEmbeddingsOptions: Model, Dimensions",
                "Azure.AI.Inference.EmbeddingsResult: Model, Data, Usage",
                "Azure.AI.Inference.EmbeddingsUsage: PromptTokens",
            ],
        },
        new("AzureOpenAi.Beta.Adapter.cs", ["Azure.AI.OpenAI.OpenAIClient"],
            When("AZURE_OPENAI_DEPLOYMENT", "Azure.AI.OpenAI.ChatCompletionsOptions", "DeploymentName"),
            When("AZURE_OPENAI_DEPLOYMENT", "Azure.AI.OpenAI.CompletionsOptions", "DeploymentName"),
            When("AZURE_OPENAI_DEPLOYMENT", "Azure.AI.OpenAI.EmbeddingsOptions", "DeploymentName"),
            When("AZURE_OPENAI_MODEL", "Azure.AI.OpenAI.ChatCompletions", "Model"),
            When("AZURE_OPENAI_STREAMS", "Azure.AI.OpenAI.StreamingChatCompletionsUpdate", "Id"),
            When("AZURE_OPENAI_STREAMS", "Azure.AI.OpenAI.StreamingChatCompletionsUpdate", "FinishReason"),
            When("AZURE_OPENAI_STREAMS", "Azure.AI.OpenAI.StreamingResponse`1", "CreateFromResponse"),
            When("AZURE_OPENAI_STREAMS", "Azure.AI.OpenAI.StreamingResponse`1", "EnumerateValues"),
            When("AZURE_OPENAI_STREAMS", "Azure.AI.OpenAI.StreamingResponse`1", "GetRawResponse"))
        {
            Needs =
            [
                "Azure.Response`1: Value",
                .. s_azureStreams,
                "Azure.AI.OpenAI.ChatCompletionsOptions: MaxTokens, Temperature, NucleusSamplingFactor",
                "Azure.AI.OpenAI.ChatCompletions: Id, Choices, Usage",
                "Azure.AI.OpenAI.ChatChoice: FinishReason",
                "Azure.AI.OpenAI.Completions: Id, Usage",
                "Azure.AI.OpenAI.CompletionsUsage: PromptTokens, CompletionTokens",
                "Azure.AI.OpenAI.Embeddings: Data, Usage",
                "Azure.AI.OpenAI.EmbeddingsUsage: PromptTokens",
            ],
        },
        new("AzureAgents.Adapter.cs", ["Azure.AI.Agents.Persistent.StreamingUpdate"])
        {
            Needs =
            [
                "Azure.Response`1: Value",
                "Azure.AI.Agents.Persistent.RunUpdate: Value",
                "Azure.AI.Agents.Persistent.ThreadRun: Id, Model, Usage",
                "Azure.AI.Agents.Persistent.RunCompletionUsage: PromptTokens, CompletionTokens",
            ],
        },
    ];

    private static AdapterFile[] Amazon() =>
    [
        new("Bedrock.Converse.Adapter.cs", [],
            When("BEDROCK_CACHE", "Amazon.BedrockRuntime.Model.TokenUsage", "CacheReadInputTokens"),
            When("BEDROCK_CACHE", "Amazon.BedrockRuntime.Model.TokenUsage", "CacheWriteInputTokens"),
            When("BEDROCK_CACHE_TTL", "Amazon.BedrockRuntime.Model.TokenUsage", "CacheDetails"),
            When("BEDROCK_CACHE_TTL", "Amazon.BedrockRuntime.Model.CacheDetail", "InputTokens"),
            When("BEDROCK_CACHE_TTL", "Amazon.BedrockRuntime.Model.CacheDetail", "Ttl"))
        {
            Needs = s_converse,
        },
        new("Bedrock.Streams.Adapter.cs", [],
            When("BEDROCK_STREAM_DISPOSE", "Amazon.BedrockRuntime.Model.ConverseStreamResponse", "Dispose"))
        {
            Needs =
            [
                .. s_converse,
                "Amazon.BedrockRuntime.Model.ConverseStreamResponse: Stream, ResponseMetadata, ContentLength, HttpStatusCode",
                "Amazon.Runtime.ResponseMetadata: RequestId",
                "Amazon.BedrockRuntime.Model.ConverseStreamOutput: EventReceived, ExceptionReceived",
                "Amazon.Runtime.EventStreams.EventStreamEventReceivedArgs`1: EventStreamEvent",
                "Amazon.Runtime.EventStreams.EventStreamExceptionReceivedArgs`1: EventStreamException",
                "Amazon.BedrockRuntime.Model.ContentBlockStartEvent: Start",
                "Amazon.BedrockRuntime.Model.ContentBlockStart: ToolUse",
                "Amazon.BedrockRuntime.Model.MessageStopEvent: StopReason",
                "Amazon.BedrockRuntime.Model.ConverseStreamMetadataEvent: Usage",
            ],
        },
        new("Bedrock.Invoke.Adapter.cs", [])
        {
            Needs =
            [
                "Amazon.BedrockRuntime.Model.InvokeModelRequest: ModelId",
                "Amazon.BedrockRuntime.Model.InvokeModelResponse: Body, ContentType, ResponseMetadata",
                "Amazon.Runtime.ResponseMetadata: RequestId",
            ],
        },
        new("Bedrock.InvokeStreams.Adapter.cs", [])
        {
            Needs =
            [
                "Amazon.BedrockRuntime.Model.InvokeModelWithResponseStreamRequest: ModelId",
                "Amazon.BedrockRuntime.Model.InvokeModelResponse: Body, ContentType, ResponseMetadata",
                "Amazon.BedrockRuntime.Model.InvokeModelRequest: ModelId",
                "Amazon.BedrockRuntime.Model.InvokeModelWithResponseStreamResponse: Body, ResponseMetadata",
                "Amazon.Runtime.ResponseMetadata: RequestId",
                "Amazon.BedrockRuntime.Model.ResponseStream: EventReceived, ExceptionReceived",
                "Amazon.Runtime.EventStreams.EventStreamEventReceivedArgs`1: EventStreamEvent",
                "Amazon.Runtime.EventStreams.EventStreamExceptionReceivedArgs`1: EventStreamException",
                "Amazon.BedrockRuntime.Model.PayloadPart: Bytes",
            ],
        },
    ];

    private static AdapterFile[] Google() =>
    [
        new("GoogleGenAi.Adapter.cs", ["Google.GenAI.Models"])
        {
            Needs =
            [
                "Google.GenAI.Types.GenerateContentConfig: MaxOutputTokens, Temperature, TopP",
                "Google.GenAI.Types.GenerateContentResponse: Candidates, ModelVersion, ResponseId, UsageMetadata",
                "Google.GenAI.Types.Candidate: Content, FinishReason",
                "Google.GenAI.Types.Content: Parts",
                "Google.GenAI.Types.Part: FunctionCall",
                "Google.GenAI.Types.GenerateContentResponseUsageMetadata: PromptTokenCount, ToolUsePromptTokenCount, CandidatesTokenCount, ThoughtsTokenCount, CachedContentTokenCount, PromptTokensDetails, CandidatesTokensDetails, TrafficType",
                "Google.GenAI.Types.ModalityTokenCount: Modality, TokenCount",
            ],
        },
        new("GoogleGenAi.Embeddings.Adapter.cs", ["Google.GenAI.Models"])
        {
            Needs =
            [
                "Google.GenAI.Types.EmbedContentResponse: Embeddings",
                "Google.GenAI.Types.ContentEmbedding: Values, Statistics",
                "Google.GenAI.Types.ContentEmbeddingStatistics: TokenCount",
            ],
        },
        new("GoogleGenAi.Images.Adapter.cs", ["Google.GenAI.Models"])
        {
            Needs =
            [
                "Google.GenAI.Types.GenerateImagesResponse: GeneratedImages",
                "Google.GenAI.Types.EditImageResponse: GeneratedImages",
                "Google.GenAI.Types.UpscaleImageResponse: GeneratedImages",
            ],
        },
        Mscc("Mscc.GenerativeAI.Types.", When("MSCC_TYPES", "Mscc.GenerativeAI.Types.GenerateContentResponse", "UsageMetadata")),
        Mscc("Mscc.GenerativeAI."),
        new("VertexAi.Adapter.cs", ["Google.Cloud.AIPlatform.V1.PredictionServiceClient"],
            When("VERTEX_RESPONSE_ID", "Google.Cloud.AIPlatform.V1.GenerateContentResponse", "ResponseId"),
            When("VERTEX_THOUGHTS", "Google.Cloud.AIPlatform.V1.GenerateContentResponse+Types+UsageMetadata", "ThoughtsTokenCount"))
        {
            Needs =
            [
                "Google.Cloud.AIPlatform.V1.GenerateContentRequest: Model, GenerationConfig",
                "Google.Cloud.AIPlatform.V1.GenerationConfig: HasMaxOutputTokens, MaxOutputTokens, HasTemperature, Temperature, HasTopP, TopP",
                "Google.Cloud.AIPlatform.V1.GenerateContentResponse: Candidates, ModelVersion, UsageMetadata",
                "Google.Cloud.AIPlatform.V1.Candidate: Content, FinishReason",
                "Google.Cloud.AIPlatform.V1.Content: Parts",
                "Google.Cloud.AIPlatform.V1.Part: FunctionCall",
                "Google.Cloud.AIPlatform.V1.GenerateContentResponse+Types+UsageMetadata: PromptTokenCount, CandidatesTokenCount, CachedContentTokenCount",
            ],
        },
        new("VertexAi.Streams.Adapter.cs", [])
        {
            Needs =
            [
                "Google.Cloud.AIPlatform.V1.PredictionServiceClient+StreamGenerateContentStream: GrpcCall",
                "Google.Cloud.AIPlatform.V1.GenerateContentResponse: Candidates, ModelVersion, UsageMetadata",
                "Grpc.Core.IAsyncStreamReader`1: Current, MoveNext",
                "Grpc.Core.AsyncServerStreamingCall`1: ResponseStream, ResponseHeadersAsync, GetStatus, GetTrailers, Dispose",
            ],
        },
    ];

    /// <summary>Version 3 moved the data types to a namespace of their own.</summary>
    private static AdapterFile Mscc(string types, params VersionedMember[] members) =>
        new("Mscc.Adapter.cs", ["Mscc.GenerativeAI.GenerativeModel"],
        [
            .. members,
            When("MSCC_MODEL", "Mscc.GenerativeAI.GenerativeModel", "Model"),
            When("MSCC_MODEL_VERSION", types + "GenerateContentResponse", "ModelVersion"),
            When("MSCC_RESPONSE_ID", types + "GenerateContentResponse", "ResponseId"),
            When("MSCC_THOUGHTS", types + "UsageMetadata", "ThoughtsTokenCount"),
            When("MSCC_THOUGHTS", types + "UsageMetadata", "ToolUsePromptTokenCount"),
        ])
        {
            Needs =
            [
                types + "GenerateContentRequest: GenerationConfig",
                types + "GenerationConfig: MaxOutputTokens, Temperature, TopP",
                types + "GenerateContentResponse: Candidates, UsageMetadata",
                types + "Candidate: FinishReason",
                types + "UsageMetadata: PromptTokenCount, CandidatesTokenCount, CachedContentTokenCount",
            ],
        };
}
