using static AiInstrument.Generators.Adapters.AdapterFiles;

namespace AiInstrument.Generators.Adapters;

/// <summary>The adapters for frameworks, which call models through other SDKs.</summary>
internal static class FrameworkAdapterFiles
{
    public static AdapterFile[] All { get; } =
    [
        new("SemanticKernel.Adapter.cs", ["Microsoft.SemanticKernel.ImageContent"],
            // Of the lists of those SDKs' own adapters: where these types are there, so are their readers.
            When("SK_OPENAI", "OpenAI.Chat.ChatTokenUsage", "InputTokenCount"),
            When("SK_MEAI", "Microsoft.Extensions.AI.UsageDetails", "InputTokenCount"),
            When("SK_MEAI", "Microsoft.Extensions.AI.UsageContent", "Details"),
            When("SK_MEAI", "Microsoft.Extensions.AI.ChatClientMetadata", "ProviderName"))
        {
            Needs =
            [
                "Microsoft.SemanticKernel.Services.IAIService: Attributes",
                "Microsoft.SemanticKernel.PromptExecutionSettings: ModelId, ExtensionData",
                "Microsoft.SemanticKernel.KernelContent: ModelId, Metadata",
                "Microsoft.SemanticKernel.StreamingKernelContent: ModelId, Metadata",
                "Microsoft.SemanticKernel.FunctionResult: Metadata",
            ],
        },
        new("SemanticKernel.Agents.Adapter.cs", ["Microsoft.SemanticKernel.ChatMessageContent", "Microsoft.SemanticKernel.StreamingChatMessageContent", "Microsoft.SemanticKernel.ImageContent"])
        {
            Needs =
            [
                "Microsoft.SemanticKernel.Agents.AgentResponseItem`1: Message",
                "Microsoft.SemanticKernel.Services.IAIService: Attributes",
                "Microsoft.SemanticKernel.PromptExecutionSettings: ModelId, ExtensionData",
                "Microsoft.SemanticKernel.KernelContent: ModelId, Metadata",
                "Microsoft.SemanticKernel.StreamingKernelContent: ModelId, Metadata",
                "Microsoft.SemanticKernel.FunctionResult: Metadata",
            ],
        },
        new("AgentFramework.Adapter.cs", ["Microsoft.Extensions.AI.IChatClient", "Microsoft.Extensions.AI.ChatResponse", "Microsoft.Extensions.AI.ChatClientMetadata", "Microsoft.Extensions.AI.UsageContent"],
            When("AGENT_CHAT_OPTIONS", "Microsoft.Agents.AI.ChatClientAgentRunOptions", "ChatOptions"))
        {
            Needs =
            [
                "Microsoft.Agents.AI.AIAgent: GetService",
                "Microsoft.Agents.AI.AgentResponse: ResponseId, Usage, RawRepresentation",
                "Microsoft.Agents.AI.AgentResponseUpdate: ResponseId, Contents, RawRepresentation",
            ],
        },
    ];
}
