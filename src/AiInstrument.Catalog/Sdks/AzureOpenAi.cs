using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Azure.AI.OpenAI before 2.0, with a client of its own. From 2.0 on its clients derive from the OpenAI SDK's and are that SDK's rows.</summary>
internal static class AzureOpenAi
{
    private const string Client = "Azure.AI.OpenAI.OpenAIClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "azure.ai.openai",
        Provider = "azure.ai.openai",
        Assemblies = ["Azure.AI.OpenAI"],
        Instead = "upgrade Azure.AI.OpenAI to 2.x",
        AdaptedTypes = [Client],
        ClientTypes = [Client],
        Methods =
        [
            .. Twins(Client, LlmOperation.Chat, ["GetChatCompletions", "GetChatCompletionsStreaming"], parameter: "deploymentOrModelName", property: "DeploymentName"),
            .. Twins(Client, LlmOperation.TextCompletion, ["GetCompletions", "GetCompletionsStreaming"], parameter: "deploymentOrModelName", property: "DeploymentName"),
            .. Twins(Client, LlmOperation.Embeddings, ["GetEmbeddings"], parameter: "deploymentOrModelName", property: "DeploymentName"),
            .. Twins(Client, LlmOperation.GenerateContent, ["GetImageGenerations"], parameter: "deploymentOrModelName", property: "DeploymentName"),
        ],
    };
}
