using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Amazon Bedrock, runtime and agent runtime. The sync methods exist on .NET Framework only.</summary>
internal static class Bedrock
{
    private const string Runtime = "Amazon.BedrockRuntime.IAmazonBedrockRuntime";
    private const string Agents = "Amazon.BedrockAgentRuntime.IAmazonBedrockAgentRuntime";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "bedrock",
        Provider = "aws.bedrock",
        Assemblies = ["AWSSDK.BedrockRuntime", "AWSSDK.BedrockAgentRuntime"],
        Instead = "use AWSSDK.Extensions.Bedrock.MEAI's AsIChatClient()",
        AdaptedTypes = [Runtime, Agents],
        ClientTypes = [Runtime, Agents],
        Methods =
        [
            .. Twins(Runtime, LlmOperation.Chat, ["Converse", "ConverseStream"], property: "ModelId"),
            .. Twins(Runtime, LlmOperation.GenerateContent, ["InvokeModel", "InvokeModelWithResponseStream"], property: "ModelId"),
            .. Of(Runtime, LlmOperation.Realtime, ["InvokeModelWithBidirectionalStreamAsync"], property: "ModelId"),
            .. Twins(Runtime, LlmOperation.Batch, ["StartAsyncInvoke"], property: "ModelId"),
            .. Twins(Runtime, LlmOperation.Moderation, ["ApplyGuardrail"]),
            .. Twins(Agents, LlmOperation.InvokeAgent, ["InvokeAgent", "InvokeInlineAgent", "InvokeFlow", "RetrieveAndGenerate", "RetrieveAndGenerateStream"]),
        ],
    };
}
