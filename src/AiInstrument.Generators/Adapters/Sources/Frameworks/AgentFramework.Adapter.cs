namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Microsoft.Agents.AI;
using global::Microsoft.Extensions.AI;

/// <summary>Microsoft Agent Framework: runs. The usage is the sum of all calls that the agent made of its model.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, AIAgent? agent)
    {
        if (agent?.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata metadata)
        {
            Client(call, metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId);
        }
    }

#if AGENT_CHAT_OPTIONS
    internal static void Request(AiCall call, AgentRunOptions? options) => Request(call, (options as ChatClientAgentRunOptions)?.ChatOptions);
#endif

    internal static void Response(AiCall call, AgentResponse? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseId(response.ResponseId);
        if (response.RawRepresentation is ChatResponse chat)
        {
            call.SetResponseModel(chat.ModelId);
            call.AddFinishReason(chat.FinishReason?.Value);
        }

        Usage(call, response.Usage);
    }

    internal static void Update(AiCall call, AgentResponseUpdate? update)
    {
        if (update is null)
        {
            return;
        }

        call.SetResponseId(update.ResponseId);
        if (update.RawRepresentation is ChatResponseUpdate chat)
        {
            call.SetResponseModel(chat.ModelId);
            call.AddFinishReason(chat.FinishReason?.Value);
        }

        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                call.SetUsage(Sum(call.CurrentUsage, UsageOf(usage.Details)));
            }
        }
    }
}
