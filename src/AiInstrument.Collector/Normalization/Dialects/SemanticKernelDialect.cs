namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>Semantic Kernel: OpenTelemetry's conventions with the finish reason under a singular key.</summary>
internal sealed class SemanticKernelDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "semantic-kernel";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.FinishReason, ["gen_ai.response.finish_reason"]),
    ];
}
