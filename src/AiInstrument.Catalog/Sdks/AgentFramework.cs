using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Microsoft Agent Framework. A run calls the model as often as the agent needs.</summary>
internal static class AgentFramework
{
    private const string Agent = "Microsoft.Agents.AI.AIAgent";
    private const string Workflows = "Microsoft.Agents.AI.Workflows.InProcessExecution";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "agent-framework",
        Assemblies = ["Microsoft.Agents.AI.Abstractions", "Microsoft.Agents.AI", "Microsoft.Agents.AI.Workflows"],
        Instead = "give the agent an IChatClient with .UseAiInstrument()",
        AdaptedTypes = [Agent],
        ClientTypes = [Agent],
        Methods =
        [
            .. Of(Agent, LlmOperation.InvokeAgent, ["RunAsync", "RunStreamingAsync"]),
            .. Of(Workflows, LlmOperation.InvokeAgent, ["RunAsync", "RunStreamingAsync", "OpenStreamingAsync", "ResumeAsync"], possible: true),
        ],
    };
}
