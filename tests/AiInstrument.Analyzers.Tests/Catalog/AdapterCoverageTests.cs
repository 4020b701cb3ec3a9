using AiInstrument.Catalog;
using AiInstrument.Catalog.Calls;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>
/// Where an SDK has adapters, each of its calls has one, or its row or this list says why not: no call escapes because it was forgotten.
/// SDKs without any adapter are those that docs/sdks.md calls flagged.
/// </summary>
public sealed class AdapterCoverageTests
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["Microsoft.Extensions.AI.IRealtimeClient.CreateSessionAsync"] = "the session's calls go both ways at any time, and its results are not read yet",
        ["Anthropic.Helpers.Beta.BetaToolRunner.RunUntilDoneAsync"] = "several calls, of which only the last is handed out",
        ["Anthropic.Helpers.Beta.BetaToolRunner.Streaming"] = "several calls, each a stream of its own",
        ["Anthropic.Helpers.Beta.BetaToolRunner.GetAsyncEnumerator"] = "several calls, and no method is called by name",
        ["Microsoft.SemanticKernel.Agents.Orchestration.AgentOrchestration`2.InvokeAsync"] = "the agents run in a runtime of their own, and the result is a handle without a usage",
    };

    [Fact]
    public void Every_row_has_an_adapter_or_a_reason()
    {
        var without = LlmSdks.All.Where(s => s.Methods.Any(s.HasAdapter))
            .SelectMany(s => s.Methods.Where(m => !s.HasAdapter(m) && m is { IsPossible: false, Unmeasured: EscapeReason.None }))
            .Select(m => m.Type + "." + m.Name)
            .ToList();

        Assert.Equal("", string.Join('\n', without.Except(Reasons.Keys).Order(StringComparer.Ordinal)));
        Assert.Equal("", string.Join('\n', Reasons.Keys.Except(without).Order(StringComparer.Ordinal)));
    }
}
