namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::LLama;
using global::LLama.Abstractions;

/// <summary>LLamaSharp: its executors hand out text, one piece for each token, and no count. The pieces are counted, as an estimate.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, ILLamaExecutor? executor) => CountPieces(call);

    internal static void Target(AiCall call, ChatSession? session) => CountPieces(call);

    /// <summary>Other SDKs stream text too, whose pieces may be anything: those of a call that did not begin to count are left alone.</summary>
    internal static void Update(AiCall call, string? piece)
    {
        if (call.CurrentUsage.OutputTokens is { } pieces)
        {
            call.SetPartialUsage(new AiUsage { OutputTokens = pieces + 1 });
        }
    }

    private static void CountPieces(AiCall call) => call.SetPartialUsage(new AiUsage { OutputTokens = 0 });
}
