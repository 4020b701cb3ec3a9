namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Azure.AI.Agents.Persistent;

/// <summary>Azure.AI.Agents.Persistent: runs. Only a run that is at its end tells its usage: one that is created and polled is counted without.</summary>
internal static partial class Adapter
{
    internal static void Response(AiCall call, global::Azure.Response<ThreadRun>? response) => Run(call, response?.Value);

    internal static void Update(AiCall call, StreamingUpdate? update)
    {
        if (update is RunUpdate run)
        {
            Run(call, run.Value);
        }
    }

    private static void Run(AiCall call, ThreadRun? run)
    {
        if (run is null)
        {
            return;
        }

        call.SetRequestModel(run.Model);
        call.SetResponseModel(run.Model);
        call.SetResponseId(run.Id);
        if (run.Usage is { } usage)
        {
            call.SetUsage(new AiUsage { InputTokens = usage.PromptTokens, OutputTokens = usage.CompletionTokens });
        }
    }
}
