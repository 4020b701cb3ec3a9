namespace AiInstrument;

using global::Microsoft.Extensions.AI;

/// <summary>Puts the measuring clients into the pipelines of Microsoft.Extensions.AI.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static class AiInstrumentClientBuilderExtensions
{
    /// <summary>Measures the calls that reach this place in the pipeline. Inside a call that is intercepted it measures nothing.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static ChatClientBuilder UseAiInstrument(this ChatClientBuilder builder) =>
        builder.Use(inner => new AiInstrumentChatClient(inner));

    /// <summary>Measures the calls that reach this place in the pipeline. Inside a call that is intercepted it measures nothing.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static EmbeddingGeneratorBuilder<TInput, TEmbedding> UseAiInstrument<TInput, TEmbedding>(this EmbeddingGeneratorBuilder<TInput, TEmbedding> builder)
        where TEmbedding : Embedding => builder.Use(inner => new AiInstrumentEmbeddingGenerator<TInput, TEmbedding>(inner));

#if MEAI_FUNCTION_CONTEXT
    // What a tool calls is no part of the call that runs the tool.
    [global::System.Runtime.CompilerServices.ModuleInitializer]
    internal static void KnowTools() => global::AiInstrument.Capture.AiCall.KnowTools(() => FunctionInvokingChatClient.CurrentContext);
#endif
}
