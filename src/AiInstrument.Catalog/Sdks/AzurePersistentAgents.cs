using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Azure AI persistent agents: a run calls the model as often as the agent needs.</summary>
internal static class AzurePersistentAgents
{
    private const string Runs = "Azure.AI.Agents.Persistent.ThreadRuns";
    private const string Client = "Azure.AI.Agents.Persistent.PersistentAgentsClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "azure.ai.agents",
        Provider = "azure.ai.inference",
        Assemblies = ["Azure.AI.Agents.Persistent"],
        AdaptedTypes = [Runs, Client],
        ClientTypes = [Runs],
        Methods =
        [
            .. Twins(Runs, LlmOperation.InvokeAgent, ["CreateRun", "CreateRunStreaming", "SubmitToolOutputsToRun", "SubmitToolOutputsToStream"], property: "Model"),
            .. Twins(Client, LlmOperation.InvokeAgent, ["CreateThreadAndRun"], property: "Model"),
        ],
    };
}
