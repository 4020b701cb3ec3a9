namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Microsoft.SemanticKernel;
using global::Microsoft.SemanticKernel.Agents;

/// <summary>Semantic Kernel: messages of an agent, with the thread that they belong to.</summary>
internal static partial class Adapter
{
    internal static void Update(AiCall call, AgentResponseItem<ChatMessageContent>? item) => Update(call, item?.Message);

    internal static void Update(AiCall call, AgentResponseItem<StreamingChatMessageContent>? item) => Update(call, item?.Message);
}
