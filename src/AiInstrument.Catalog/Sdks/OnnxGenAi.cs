using AiInstrument.Catalog.Calls;
using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>ONNX Runtime GenAI: inference in the process. <c>OnnxRuntimeGenAIChatClient</c> is Microsoft.Extensions.AI's row.</summary>
internal static class OnnxGenAi
{
    private const string Generator = "Microsoft.ML.OnnxRuntimeGenAI.Generator";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "onnx-genai",
        Assemblies = ["Microsoft.ML.OnnxRuntimeGenAI"],
        Provider = "onnx-genai",
        IsLocal = true,
        Instead = "use OnnxRuntimeGenAIChatClient",
        ClientTypes = [Generator],
        Methods =
        [
            .. Of(Generator, LlmOperation.TextCompletion, ["GenerateNextToken", "AppendTokens", "AppendTokenSequences"], unmeasured: EscapeReason.UnsupportedShape),
        ],
    };
}
