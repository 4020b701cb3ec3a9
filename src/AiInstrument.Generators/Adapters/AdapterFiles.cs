using AiInstrument.Generators.Adapters.Reading;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Adapters;

/// <summary>
/// The adapters: C# files that are emitted into the user's compilation when it references the types that they read.
/// Members that only some versions of an SDK have stand behind preprocessor symbols, defined when the member is there.
/// </summary>
internal static class AdapterFiles
{
    /// <summary>What the adapters share that are written from readers.</summary>
    private const string Reading = "Reading.Adapter.cs";
    private const string Clients = "MicrosoftExtensionsAi.Clients.Adapter.cs";

    private static readonly string[] s_clients =
    [
        "Microsoft.Extensions.AI.ChatClientMetadata", "Microsoft.Extensions.AI.UsageContent", "Microsoft.Extensions.AI.EmbeddingGeneratorMetadata",
        "Microsoft.Extensions.AI.DelegatingChatClient", "Microsoft.Extensions.AI.DelegatingEmbeddingGenerator`2",
    ];

    /// <summary>What people write against: emitted whether or not the project calls a model.</summary>
    private static readonly AdapterFile[] s_extensions =
    [
        new("AspNetCore.Adapter.cs", ["Microsoft.AspNetCore.Builder.IApplicationBuilder"]),
        new("AspNetCore.Endpoints.Adapter.cs", ["Microsoft.AspNetCore.Builder.IApplicationBuilder", "Microsoft.AspNetCore.Builder.IEndpointConventionBuilder"]),
        new("HttpClient.Adapter.cs", ["Microsoft.Extensions.DependencyInjection.IHttpClientBuilder", "Microsoft.Extensions.DependencyInjection.HttpClientBuilderExtensions"]),
        new(Clients, s_clients),
        new("MicrosoftExtensionsAi.Builders.Adapter.cs", [.. s_clients, "Microsoft.Extensions.AI.ChatClientBuilder", "Microsoft.Extensions.AI.EmbeddingGeneratorBuilder`2"],
            When("MEAI_FUNCTION_CONTEXT", "Microsoft.Extensions.AI.FunctionInvokingChatClient", "CurrentContext")),
        new("MicrosoftExtensionsAi.Services.Adapter.cs", [.. s_clients, "Microsoft.Extensions.DependencyInjection.ServiceDescriptor", "Microsoft.Extensions.DependencyInjection.KeyedService"]),
    ];

    private static readonly AdapterFile[] s_files =
    [
        new("Core.Adapter.cs", []),
        new("MicrosoftExtensionsAi.Adapter.cs",
            ["Microsoft.Extensions.AI.IChatClient", "Microsoft.Extensions.AI.ChatResponse", "Microsoft.Extensions.AI.ChatClientMetadata", "Microsoft.Extensions.AI.UsageContent"],
            When("MEAI_DETAILED_USAGE", "Microsoft.Extensions.AI.UsageDetails", "ReasoningTokenCount"),
            When("MEAI_REASONING", "Microsoft.Extensions.AI.TextReasoningContent", "Text"),
            When("MEAI_INSTRUCTIONS", "Microsoft.Extensions.AI.ChatOptions", "Instructions"),
            When("MEAI_AUDIO_USAGE", "Microsoft.Extensions.AI.UsageDetails", "InputAudioTokenCount"),
            // A type of the Anthropic adapter's own list: where this is there, so is that.
            When("ANTHROPIC_MESSAGES", "Anthropic.Models.Messages.RawMessageStreamEvent", "TryPickStart")),
        new("MicrosoftExtensionsAi.Embeddings.Adapter.cs",
            ["Microsoft.Extensions.AI.IChatClient", "Microsoft.Extensions.AI.IEmbeddingGenerator", "Microsoft.Extensions.AI.EmbeddingGeneratorMetadata", "Microsoft.Extensions.AI.DelegatingEmbeddingGenerator`2"]),
        new("MicrosoftExtensionsAi.Images.Adapter.cs",
            ["Microsoft.Extensions.AI.IImageGenerator", "Microsoft.Extensions.AI.ImageGeneratorMetadata"]),
        new("MicrosoftExtensionsAi.Speech.Adapter.cs",
            ["Microsoft.Extensions.AI.SpeechToTextClientMetadata", "Microsoft.Extensions.AI.TextToSpeechClientMetadata"]),
        new("ClientModel.Adapter.cs", ["System.ClientModel.AsyncCollectionResult`1", "System.ClientModel.CollectionResult`1"]),
        new("ClientModel.Streaming.Adapter.cs", ["System.ClientModel.AsyncStreamingResult", "System.ClientModel.AsyncStreamingResult`1"]),
        new("OpenAi.Adapter.cs", ["OpenAI.OpenAIClient", "System.ClientModel.ClientResult"]),
        new("OpenAi.Events.Adapter.cs", ["OpenAI.OpenAIClient", "System.ClientModel.ClientResult", "System.Net.ServerSentEvents.SseItem`1"]),
        new("OpenAi.Chat.Adapter.cs", ["OpenAI.Chat.ChatClient", "OpenAI.Chat.ChatTokenUsage"],
            When("OPENAI_CLIENT_ENDPOINT", "OpenAI.Chat.ChatClient", "Endpoint"),
            When("OPENAI_CLIENT_MODEL", "OpenAI.Chat.ChatClient", "Model"),
            When("OPENAI_CHAT_SERVICE_TIER", "OpenAI.Chat.ChatCompletion", "ServiceTier"),
            When("OPENAI_CHAT_CONTENT", "OpenAI.Chat.ChatMessage", "Content"),
            When("OPENAI_CHAT_CONTENT", "OpenAI.Chat.AssistantChatMessage", "ToolCalls"),
            When("OPENAI_CHAT_CONTENT", "OpenAI.Chat.ToolChatMessage", "ToolCallId"),
            When("OPENAI_CHAT_CONTENT", "OpenAI.Chat.ChatToolCall", "FunctionArguments"),
            When("OPENAI_CHAT_CONTENT", "OpenAI.Chat.ChatMessageContentPart", "Refusal"),
            When("OPENAI_CHAT_CONTENT", "OpenAI.Chat.StreamingChatToolCallUpdate", "FunctionArgumentsUpdate"),
            When("OPENAI_CHAT_TOOL_CALLS", "OpenAI.Chat.StreamingChatToolCallUpdate", "ToolCallId")),
        new("OpenAi.Responses.Adapter.cs", ["OpenAI.Responses.ResponsesClient", "OpenAI.Responses.ResponseResult", "OpenAI.Responses.CreateResponseOptions"],
            When("OPENAI_RESPONSES_CONTENT", "OpenAI.Responses.CreateResponseOptions", "InputItems"),
            When("OPENAI_RESPONSES_CONTENT", "OpenAI.Responses.CreateResponseOptions", "Instructions"),
            When("OPENAI_RESPONSES_CONTENT", "OpenAI.Responses.MessageResponseItem", "Content"),
            When("OPENAI_RESPONSES_CONTENT", "OpenAI.Responses.ResponseContentPart", "Refusal"),
            When("OPENAI_RESPONSES_CONTENT", "OpenAI.Responses.FunctionCallResponseItem", "FunctionArguments"),
            When("OPENAI_RESPONSES_CONTENT", "OpenAI.Responses.FunctionCallOutputResponseItem", "FunctionOutput"),
            When("OPENAI_RESPONSES_CONTENT", "OpenAI.Responses.StreamingResponseOutputTextDeltaUpdate", "Delta"),
            When("OPENAI_RESPONSES_CACHE_WRITE", "OpenAI.Responses.ResponseInputTokenUsageDetails", "CacheWriteTokenCount")),
        new("OpenAi.Embeddings.Adapter.cs", ["OpenAI.Embeddings.EmbeddingClient", "OpenAI.Embeddings.OpenAIEmbeddingCollection"],
            When("OPENAI_CLIENT_ENDPOINT", "OpenAI.Embeddings.EmbeddingClient", "Endpoint"),
            When("OPENAI_CLIENT_MODEL", "OpenAI.Embeddings.EmbeddingClient", "Model"),
            When("OPENAI_EMBEDDING_FLOATS", "OpenAI.Embeddings.OpenAIEmbedding", "ToFloats")),
        new("OpenAi.Images.Adapter.cs", ["OpenAI.Images.ImageClient"],
            When("OPENAI_CLIENT_ENDPOINT", "OpenAI.Images.ImageClient", "Endpoint"),
            When("OPENAI_CLIENT_MODEL", "OpenAI.Images.ImageClient", "Model"),
            When("OPENAI_IMAGE_SIZE", "OpenAI.Images.GeneratedImageCollection", "Size")),
        new("OpenAi.Audio.Adapter.cs", ["OpenAI.Audio.AudioClient"],
            When("OPENAI_CLIENT_ENDPOINT", "OpenAI.Audio.AudioClient", "Endpoint"),
            When("OPENAI_CLIENT_MODEL", "OpenAI.Audio.AudioClient", "Model"),
            When("OPENAI_AUDIO_STREAMING_USAGE", "OpenAI.Audio.StreamingSpeechAudioDoneUpdate", "Usage")),
        new("OpenAi.Moderations.Adapter.cs", ["OpenAI.Moderations.ModerationClient"],
            When("OPENAI_CLIENT_ENDPOINT", "OpenAI.Moderations.ModerationClient", "Endpoint"),
            When("OPENAI_CLIENT_MODEL", "OpenAI.Moderations.ModerationClient", "Model")),
        new("Anthropic.Adapter.cs", ["Anthropic.Services.IMessageService", "Anthropic.Models.Messages.RawMessageStreamEvent"],
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Messages.MessageCreateParams", "RawBodyData"),
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Messages.Message", "RawData"),
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Messages.RawMessageStreamEvent", "TryPickContentBlockDelta"),
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Messages.RawContentBlockDeltaEvent", "RawData"),
            When("ANTHROPIC_SAMPLING", "Anthropic.Models.Messages.MessageCreateParams", "Temperature"),
            When("ANTHROPIC_STRUCTURED", "Anthropic.Helpers.StructuredMessage`1", "Message"),
            When("ANTHROPIC_TOOL_CALLS", "Anthropic.Models.Messages.ContentBlock", "TryPickToolUse"),
            When("ANTHROPIC_TOOL_CALL_STARTS", "Anthropic.Models.Messages.RawContentBlockStartEventContentBlock", "TryPickToolUse"),
            When("ANTHROPIC_THINKING_TOKENS", "Anthropic.Models.Messages.MessageDeltaUsage", "OutputTokensDetails")),
        new("Anthropic.Events.Adapter.cs", ["Anthropic.Core.StreamingHttpResponse`1"]),
        new("Anthropic.Raw.Adapter.cs", ["Anthropic.Core.HttpResponse`1", "Anthropic.Core.StreamingHttpResponse`1", "Anthropic.Models.Messages.RawMessageStreamEvent"],
            When("ANTHROPIC_RAW_CONTENT", "Anthropic.Models.Messages.RawContentBlockDeltaEvent", "FromRawUnchecked"),
            When("ANTHROPIC_TOOL_CALL_STARTS", "Anthropic.Models.Messages.RawContentBlockStartEventContentBlock", "TryPickToolUse")),
        new("Anthropic.Beta.Adapter.cs", ["Anthropic.Services.IMessageService", "Anthropic.Services.Beta.IMessageService", "Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent"],
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Messages.MessageCreateParams", "RawBodyData"),
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Beta.Messages.MessageCreateParams", "RawBodyData"),
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Beta.Messages.BetaMessage", "RawData"),
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent", "TryPickContentBlockDelta"),
            When("ANTHROPIC_CONTENT", "Anthropic.Models.Beta.Messages.BetaRawContentBlockDeltaEvent", "RawData"),
            When("ANTHROPIC_SAMPLING", "Anthropic.Models.Beta.Messages.MessageCreateParams", "Temperature"),
            When("ANTHROPIC_STRUCTURED", "Anthropic.Helpers.BetaStructuredMessage`1", "Message"),
            When("ANTHROPIC_TOOL_CALLS", "Anthropic.Models.Beta.Messages.BetaContentBlock", "TryPickToolUse"),
            When("ANTHROPIC_TOOL_CALL_STARTS", "Anthropic.Models.Beta.Messages.ContentBlock", "TryPickBetaToolUse"),
            When("ANTHROPIC_THINKING_TOKENS", "Anthropic.Models.Beta.Messages.BetaMessageDeltaUsage", "OutputTokensDetails"),
            When("ANTHROPIC_BETA", "Anthropic.Models.Beta.Messages.BetaMessage", "Usage")),
        new("Anthropic.Beta.Raw.Adapter.cs", ["Anthropic.Core.HttpResponse`1", "Anthropic.Core.StreamingHttpResponse`1", "Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent"],
            When("ANTHROPIC_RAW_CONTENT", "Anthropic.Models.Beta.Messages.BetaRawContentBlockDeltaEvent", "FromRawUnchecked"),
            When("ANTHROPIC_TOOL_CALL_STARTS", "Anthropic.Models.Beta.Messages.ContentBlock", "TryPickBetaToolUse"),
            When("ANTHROPIC_BETA", "Anthropic.Models.Beta.Messages.BetaMessage", "Usage")),
        new("LlamaSharp.Adapter.cs", ["LLama.Abstractions.ILLamaExecutor", "LLama.ChatSession"]),
    ];

    /// <summary>Every adapter.</summary>
    public static IEnumerable<AdapterFile> All => [.. s_files, .. CloudAdapterFiles.All, .. FrameworkAdapterFiles.All];

    /// <summary>The adapters whose types the compilation references.</summary>
    public static IEnumerable<AdapterSpec> For(Compilation compilation) => Choose(All, compilation).Concat(Written(compilation));

    /// <summary>The extensions whose types the compilation references.</summary>
    public static IEnumerable<AdapterSpec> ExtensionsFor(Compilation compilation) => Choose(s_extensions, compilation);

    /// <summary>Whether an extension measures calls itself, with the adapters.</summary>
    public static bool NeedsAdapters(AdapterSpec extension) => extension.Resource == Clients;

    private static IEnumerable<AdapterSpec> Choose(IEnumerable<AdapterFile> files, Compilation compilation)
    {
        foreach (var file in files)
        {
            if (file.Fits(compilation))
            {
                yield return new AdapterSpec(file.Resource, file.SymbolsFor(compilation).ToEquatableArray());
            }
        }
    }

    /// <summary>The adapters that are written for the versions that the compilation references.</summary>
    private static IEnumerable<AdapterSpec> Written(Compilation compilation)
    {
        var written = SdkReaders.All.Select(sdk => (sdk.Name, Text: ReaderEmitter.Emit(sdk, compilation))).Where(a => a.Text is not null).ToList();
        foreach (var (name, text) in written)
        {
            yield return new AdapterSpec(name + ".Adapter.cs", default, text);
        }

        if (written.Count > 0)
        {
            yield return new AdapterSpec(Reading, default);
        }
    }

    /// <summary>The text of an adapter. Anthropic's two APIs share theirs: a symbol chooses between the names of their types.</summary>
    public static string Read(string resource)
    {
        using var stream = typeof(AdapterFiles).Assembly.GetManifestResourceStream(resource.Replace("Anthropic.Beta.", "Anthropic."))
            ?? throw new InvalidOperationException($"The generator was built without {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal static VersionedMember When(string symbol, string type, string name) => new(symbol, type, name);
}
