namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::OpenAI.Assistants;

/// <summary>OpenAI: assistants' runs. Results are read as raw JSON; a run that is created and polled has no usage yet.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, RunCreationOptions? options)
    {
        call.SetRequestModel(options?.ModelOverride);
        call.SetMaxOutputTokens(options?.MaxOutputTokenCount);
        call.SetTemperature(options?.Temperature);
        call.SetTopP(options?.NucleusSamplingFactor);
    }

    /// <summary>Each event of a run carries the run as it is then, the last one with its usage.</summary>
    internal static void Update(AiCall call, StreamingUpdate? update)
    {
        if (!(update is RunUpdate { Value: { } run }))
        {
            return;
        }

        call.SetRequestModel(run.Model);
        call.SetResponseModel(run.Model);
        call.SetResponseId(run.Id);
        if (run.Usage is { } usage)
        {
            call.SetUsage(new AiUsage { InputTokens = usage.InputTokenCount, OutputTokens = usage.OutputTokenCount });
        }
    }
}
