using AiInstrument.Catalog.Calls;
using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>AutoGen for .NET.</summary>
internal static class AutoGen
{
    private const string Agent = "AutoGen.Core.IAgent";
    private const string StreamingAgent = "AutoGen.Core.IStreamingAgent";
    private const string Extensions = "AutoGen.Core.AgentExtension";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "autogen",
        Assemblies = ["AutoGen.Core"],
        AdaptedTypes = [Agent, StreamingAgent, Extensions],
        ClientTypes = [Agent, StreamingAgent],
        Methods =
        [
            .. Of(Agent, LlmOperation.InvokeAgent, ["GenerateReplyAsync"]),
            .. Of(StreamingAgent, LlmOperation.InvokeAgent, ["GenerateStreamingReplyAsync"]),
            .. Of(Extensions, LlmOperation.InvokeAgent, ["SendAsync", "SendMessageToGroupAsync"]),
            .. Of(Extensions, LlmOperation.InvokeAgent, ["InitiateChatAsync"], unmeasured: EscapeReason.UsageDropped),
        ],
    };
}
